/**
 * What stands in for AWS in tests: an emulator that somebody started, and a proxy that adds the faults that emulators
 * do not have.
 */
@NullMarked
package dev.trainyard.aws.emulator;

import org.jspecify.annotations.NullMarked;
