/** Adapters of every port that live in memory: fast, observable and breakable on purpose, for tests. */
@NullMarked
package dev.trainyard.contracts.memory;

import org.jspecify.annotations.NullMarked;
