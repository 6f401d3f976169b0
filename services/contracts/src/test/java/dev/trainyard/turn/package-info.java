/** Shows how turns follow their bot, and what they answer. */
@NullMarked
package dev.trainyard.turn;

import org.jspecify.annotations.NullMarked;
