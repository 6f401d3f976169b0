/** Who may call, and from where. */
@NullMarked
package dev.trainyard.server.security;

import org.jspecify.annotations.NullMarked;
