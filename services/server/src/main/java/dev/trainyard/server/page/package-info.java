/** The builder page and the libraries that it imports, served from the class path. */
@NullMarked
package dev.trainyard.server.page;

import org.jspecify.annotations.NullMarked;
