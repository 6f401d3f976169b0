/** The server's settings: read once at start, checked together, never read again. */
@NullMarked
package dev.trainyard.server.config;

import org.jspecify.annotations.NullMarked;
