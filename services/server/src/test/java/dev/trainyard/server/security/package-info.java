/** Tests of who may call. */
@NullMarked
package dev.trainyard.server.security;

import org.jspecify.annotations.NullMarked;
