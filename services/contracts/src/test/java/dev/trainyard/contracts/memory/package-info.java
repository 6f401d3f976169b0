/** The in-memory adapters run every contract suite. */
@NullMarked
package dev.trainyard.contracts.memory;

import org.jspecify.annotations.NullMarked;
