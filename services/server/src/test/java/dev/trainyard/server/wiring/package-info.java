/** Tests of how the parts are put together. */
@NullMarked
package dev.trainyard.server.wiring;

import org.jspecify.annotations.NullMarked;
