package dev.trainyard.server.release;

import dev.trainyard.release.StagePointer;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage runs.
 *
 * @param release its number
 * @param since when the stage was moved there
 * @param by who moved it
 * @param revision of the pointer
 * @param trail the releases it came by, the present one last
 */
@Serdeable
record StageView(int release, Instant since, String by, int revision, List<Integer> trail) {

  static @Nullable StageView of(StagePointer pointer) {
    return pointer.release().isEmpty() ? null : moved(pointer);
  }

  /** A stage that was moved at least once. */
  static StageView moved(StagePointer pointer) {
    return new StageView(pointer.release().orElseThrow(), pointer.since(), pointer.by().name(), pointer.revision(),
        pointer.trail());
  }
}
