/** The page at the root, until the builder has one. */
@NullMarked
package dev.trainyard.server.overview;

import org.jspecify.annotations.NullMarked;
