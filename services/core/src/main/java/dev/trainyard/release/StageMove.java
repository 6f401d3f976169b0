package dev.trainyard.release;

import dev.trainyard.bot.Author;
import java.time.Instant;

/**
 * One move of a stage's pointer.
 *
 * @param revision of the pointer after the move, from 1, without gaps
 * @param release where it points since
 * @param kind by what
 * @param at when
 * @param by who
 */
public record StageMove(int revision, int release, Kind kind, Instant at, Author by) {

  /** What moves a pointer. */
  public enum Kind {
    /** A training. */
    TRAIN,
    /** A transfer from staging. */
    TRANSFER,
    /** A roll-back. */
    ROLLBACK
  }
}
