package dev.trainyard.turn;

import dev.trainyard.bot.NodeName;
import dev.trainyard.release.Stage;
import java.time.Instant;
import java.util.Optional;

/**
 * Which turns to list. Whatever is empty does not matter.
 *
 * @param stage where
 * @param node which
 * @param reply true for replies, false for bot breaks
 * @param cause why there was no reply
 * @param from the earliest, inclusive
 * @param until the latest, exclusive
 */
public record TurnFilter(Optional<Stage> stage, Optional<NodeName> node, Optional<Boolean> reply,
    Optional<BreakCause> cause, Optional<Instant> from, Optional<Instant> until) {
  /** Every turn. */
  public static final TurnFilter ANY = new TurnFilter(Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Whether a turn is one of those.
   *
   * @param turn any of the bot
   * @return whether it passes
   */
  public boolean admits(TurnRecord turn) {
    return stage.map(turn.stage()::equals).orElse(true) && node.map(turn.node()::equals).orElse(true)
        && reply.map(wanted -> wanted == turn.cause().isEmpty()).orElse(true)
        && cause.map(wanted -> turn.cause().equals(Optional.of(wanted))).orElse(true)
        && from.map(earliest -> !turn.at().isBefore(earliest)).orElse(true)
        && until.map(turn.at()::isBefore).orElse(true);
  }
}
