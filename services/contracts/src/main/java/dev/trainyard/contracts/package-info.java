/** What every adapter of a port must do, as tests; and adapters in memory that do it. */
@NullMarked
package dev.trainyard.contracts;

import org.jspecify.annotations.NullMarked;
