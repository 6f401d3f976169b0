package dev.trainyard.server.turn;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnRecord;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn in a list.
 *
 * @param requestId its id
 * @param stage where
 * @param node which answered
 * @param release which answered
 * @param at when it was admitted
 * @param outcome reply or bot_break
 * @param cause why there was no reply
 * @param timingsMs how long it took
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record TurnSummaryView(String requestId, String stage, String node, int release, Instant at, String outcome,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cause, TimingsView timingsMs) {

  /**
   * Milliseconds.
   *
   * @param queue waiting for a worker
   * @param start making one ready
   * @param run in main
   * @param total from admission to answer
   */
  @Serdeable
  record TimingsView(double queue, double start, double run, double total) {

    static TimingsView of(TurnRecord turn) {
      return new TimingsView(turn.queueMicros() / 1000.0, turn.startMicros() / 1000.0, turn.runMicros() / 1000.0,
          turn.totalMicros() / 1000.0);
    }
  }

  static TurnSummaryView of(TurnRecord turn) {
    return new TurnSummaryView(turn.id(), turn.stage().text(), turn.node().value(), turn.release(), turn.at(),
        turn.cause().isPresent() ? "bot_break" : "reply", turn.cause().map(BreakCause::text).orElse(null),
        TimingsView.of(turn));
  }
}
