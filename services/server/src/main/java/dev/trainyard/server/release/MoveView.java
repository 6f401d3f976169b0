package dev.trainyard.server.release;

import dev.trainyard.release.StageMove;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Locale;

/**
 * One move of a stage.
 *
 * @param revision of the pointer after it
 * @param release where it points since
 * @param kind train, transfer or rollback
 * @param at when
 * @param by who
 */
@Serdeable
record MoveView(int revision, int release, String kind, Instant at, String by) {

  static MoveView of(StageMove move) {
    return new MoveView(move.revision(), move.release(), move.kind().name().toLowerCase(Locale.ROOT), move.at(),
        move.by().name());
  }
}
