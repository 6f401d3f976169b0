/** Every refusal as a problem document. */
@NullMarked
package dev.trainyard.server.problem;

import org.jspecify.annotations.NullMarked;
