/** Trainings, releases and stages, as resources. */
@NullMarked
package dev.trainyard.server.release;

import org.jspecify.annotations.NullMarked;
