package dev.trainyard.server.turn;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnRecord;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn, whole.
 *
 * @param requestId its id
 * @param stage where
 * @param node which answered
 * @param release which answered
 * @param at when it was admitted
 * @param outcome reply or bot_break
 * @param cause why there was no reply
 * @param timingsMs how long it took
 * @param input JSON text of the turn's body, without variables; may be cut
 * @param output JSON text of the answer; may be cut
 * @param log what the code wrote
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record TurnDetailView(String requestId, String stage, String node, int release, Instant at, String outcome,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cause, TurnSummaryView.TimingsView timingsMs,
    String input, String output, String log) {

  static TurnDetailView of(TurnRecord turn) {
    return new TurnDetailView(turn.id(), turn.stage().text(), turn.node().value(), turn.release(), turn.at(),
        turn.cause().isPresent() ? "bot_break" : "reply", turn.cause().map(BreakCause::text).orElse(null),
        TurnSummaryView.TimingsView.of(turn), turn.input().text(), turn.output().text(), turn.log().text());
  }
}
