/**
 * What every store must do. An adapter's tests extend these suites and only say how its stores are built. Nothing here
 * assumes one process, that other tests leave the storage alone, or an order that the ports do not promise.
 */
@NullMarked
package dev.trainyard.contracts.store;

import org.jspecify.annotations.NullMarked;
