/** Trying a saved draft. */
@NullMarked
package dev.trainyard.server.run;

import org.jspecify.annotations.NullMarked;
