/** The sample bot. */
@NullMarked
package dev.trainyard.server.sample;

import org.jspecify.annotations.NullMarked;
