/** Tests of how settings are read. */
@NullMarked
package dev.trainyard.server.config;

import org.jspecify.annotations.NullMarked;
