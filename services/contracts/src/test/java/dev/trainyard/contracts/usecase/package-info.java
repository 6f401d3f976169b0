/** The use cases over in-memory stores and a scripted engine. */
@NullMarked
package dev.trainyard.contracts.usecase;

import org.jspecify.annotations.NullMarked;
