/** Tests of the local engine: the contract suites over it, and its own parts. */
@NullMarked
package dev.trainyard.local.engine;

import org.jspecify.annotations.NullMarked;
