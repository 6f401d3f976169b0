/** Turns, and what is remembered of them. */
@NullMarked
package dev.trainyard.server.turn;

import org.jspecify.annotations.NullMarked;
