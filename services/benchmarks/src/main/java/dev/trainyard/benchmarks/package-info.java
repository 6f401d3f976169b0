/** Measures the product as its callers meet it, and writes what came out. */
@NullMarked
package dev.trainyard.benchmarks;

import org.jspecify.annotations.NullMarked;
