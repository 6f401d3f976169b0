/**
 * Runs node code on this machine: sandboxed Python processes, reused per version of a node. The protocol with them is
 * in {@code docs/decisions/0002-local-engine.md}; their half of it is the Python package beside these classes.
 */
@NullMarked
package dev.trainyard.local.engine;

import org.jspecify.annotations.NullMarked;
