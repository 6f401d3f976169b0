/** Tests of what the server says of itself. */
@NullMarked
package dev.trainyard.server.status;

import org.jspecify.annotations.NullMarked;
