/** The port to whatever runs node code. */
@NullMarked
package dev.trainyard.engine;

import org.jspecify.annotations.NullMarked;
