/** Variables, as resources. */
@NullMarked
package dev.trainyard.server.variable;

import org.jspecify.annotations.NullMarked;
