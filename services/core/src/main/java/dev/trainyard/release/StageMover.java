package dev.trainyard.release;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.Bot;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.function.Function;

/** Moves stages, by one conditional write each. Thread-safe: it holds no state. */
final class StageMover {
  private static final int MOST_ATTEMPTS = 5;

  private final ReleasePorts ports;
  private final InstantSource clock;

  StageMover(ReleasePorts ports, InstantSource clock) {
    this.ports = ports;
    this.clock = clock;
  }

  /**
   * Moves a stage from wherever it is found.
   *
   * @param repeats whether a move that lost a race is tried again, from where the stage is then
   * @param target where to, seeing where the stage is; empty to leave it
   * @return the pointer afterwards
   */
  StagePointer move(Bot bot, Stage stage, StageMove.Kind kind, Author author, boolean repeats,
      Function<StagePointer, OptionalInt> target) {
    for (int left = repeats ? MOST_ATTEMPTS : 1;; left--) {
      StagePointer pointer = ports.stages().pointer(bot.id(), stage);
      OptionalInt release = target.apply(pointer);
      if (release.isEmpty()) {
        return pointer;
      }
      try {
        StagePointer moved = ports.stages().move(bot.id(), stage,
            new StageMove(pointer.revision() + 1, release.getAsInt(), kind, clock.instant(), author));
        ports.changes().changed(bot.name());
        return moved;
      } catch (TrainyardException refused) {
        if (refused.code() != ErrorCode.CONFLICT || left == 1) {
          throw refused;
        }
      }
    }
  }
}
