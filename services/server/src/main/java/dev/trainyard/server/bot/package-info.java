/** Bots, as resources. */
@NullMarked
package dev.trainyard.server.bot;

import org.jspecify.annotations.NullMarked;
