/** Releases, the stages that point at them, and the trainings that make them. */
@NullMarked
package dev.trainyard.release;

import org.jspecify.annotations.NullMarked;
