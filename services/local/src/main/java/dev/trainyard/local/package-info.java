/** Trainyard on one machine. */
@NullMarked
package dev.trainyard.local;

import org.jspecify.annotations.NullMarked;
