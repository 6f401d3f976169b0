/** The bot that a newcomer finds. */
@NullMarked
package dev.trainyard.server.sample;

import org.jspecify.annotations.NullMarked;
