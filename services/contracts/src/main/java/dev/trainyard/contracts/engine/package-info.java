/**
 * What every engine, checker and catalogue must do. An adapter's tests extend these suites and only say how the subject
 * is built. The node files are in {@code nodes/} on the class path.
 */
@NullMarked
package dev.trainyard.contracts.engine;

import org.jspecify.annotations.NullMarked;
