/** The use cases of releases over in-memory stores and a scripted engine. */
@NullMarked
package dev.trainyard.contracts.release;

import org.jspecify.annotations.NullMarked;
