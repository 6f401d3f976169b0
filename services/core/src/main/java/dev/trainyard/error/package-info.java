/** How a request is refused. */
@NullMarked
package dev.trainyard.error;

import org.jspecify.annotations.NullMarked;
