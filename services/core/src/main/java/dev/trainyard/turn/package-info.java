/** One turn of a conversation: what the code receives, and what becomes of it. */
@NullMarked
package dev.trainyard.turn;

import org.jspecify.annotations.NullMarked;
