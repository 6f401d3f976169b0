package dev.trainyard.turn;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.release.Stage;
import java.time.Instant;
import java.util.Optional;

/**
 * A turn as it is remembered. Values of variables are masked in all its texts.
 *
 * @param id the turn's request id
 * @param bot whose
 * @param stage where
 * @param node which
 * @param release which answered
 * @param at when it was admitted
 * @param cause why there was no reply, empty for a reply
 * @param queueMicros waiting for a worker
 * @param startMicros making one ready
 * @param runMicros in {@code main}
 * @param totalMicros from admission to answer
 * @param input JSON of the turn's body without variables, cut at 64 KiB
 * @param output JSON of the answer, cut at 64 KiB
 * @param log what the code wrote, cut at 256 KiB
 */
public record TurnRecord(String id, BotId bot, Stage stage, NodeName node, int release, Instant at,
    Optional<BreakCause> cause, long queueMicros, long startMicros, long runMicros, long totalMicros, TurnText input,
    TurnText output, TurnText log) {

  /**
   * A turn whose texts are not encoded yet.
   *
   * @param id the turn's request id
   * @param bot whose
   * @param stage where
   * @param node which
   * @param release which answered
   * @param at when it was admitted
   * @param cause why there was no reply, empty for a reply
   * @param queueMicros waiting for a worker
   * @param startMicros making one ready
   * @param runMicros in {@code main}
   * @param totalMicros from admission to answer
   * @param input JSON of the turn's body
   * @param output JSON of the answer
   * @param log what the code wrote
   */
  public TurnRecord(String id, BotId bot, Stage stage, NodeName node, int release, Instant at,
      Optional<BreakCause> cause, long queueMicros, long startMicros, long runMicros, long totalMicros, String input,
      String output, String log) {
    this(id, bot, stage, node, release, at, cause, queueMicros, startMicros, runMicros, totalMicros,
        TurnText.of(input), TurnText.of(output), TurnText.of(log));
  }
}
