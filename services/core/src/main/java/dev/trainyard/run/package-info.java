/** Trying a saved draft. */
@NullMarked
package dev.trainyard.run;

import org.jspecify.annotations.NullMarked;
