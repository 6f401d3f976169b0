package dev.trainyard.turn;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Usage;
import dev.trainyard.release.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A turn on its way to the turn log: as the turn left it, so that the turn itself does none of the work of masking and
 * writing. Holds bytes and no trees, since many wait together. Immutable by agreement: nobody changes the bytes.
 *
 * @param bot whose
 * @param stage where
 * @param at when it was admitted
 * @param id its request id
 * @param node which node
 * @param release which release
 * @param cause why it was a bot break, empty for a reply
 * @param usage what it cost
 * @param total from admission to answer
 * @param json the answer as it was written for its caller
 * @param body what its caller sent, not masked, cut at {@value #LONGEST_BODY} bytes
 * @param log what the code wrote, not masked
 * @param masking hides the values of the stage's variables
 */
public record FinishedTurn(BotId bot, Stage stage, Instant at, String id, NodeName node, int release,
    Optional<BreakCause> cause, Usage usage, Duration total, Payload json, Payload body, InvocationLog log,
    Masking masking) {
  /** What is kept of a body until it is masked: more than is kept afterwards, so that no half of a value is left. */
  static final int LONGEST_BODY = 160 * 1024;

  public FinishedTurn {
    body = body.size() > LONGEST_BODY ? Payload.of(Arrays.copyOf(body.bytes(), LONGEST_BODY)) : body;
  }

  /**
   * A turn that was answered.
   *
   * @param bot whose
   * @param stage where
   * @param at when it was admitted
   * @param answer what its caller was told
   * @param json the answer as it was written for its caller
   * @param body what its caller sent
   * @param log what the code wrote
   * @param masking hides the values of the stage's variables
   * @return the turn
   */
  static FinishedTurn of(BotId bot, Stage stage, Instant at, TurnAnswer answer, Payload json, Payload body,
      InvocationLog log, Masking masking) {
    Optional<BreakCause> cause = switch (answer.outcome()) {
      case TurnOutcome.Reply _ -> Optional.empty();
      case TurnOutcome.BotBreak broken -> Optional.of(broken.cause());
    };
    return new FinishedTurn(bot, stage, at, answer.requestId(), answer.node(), answer.release(), cause, answer.usage(),
        answer.total(), json, body, log, masking);
  }

  /**
   * About how much memory the turn holds.
   *
   * @return bytes
   */
  public long weight() {
    return 1000L + body.size() + json.size() + log.text().length();
  }

  /**
   * The turn as it is remembered.
   *
   * @return masked and cut
   */
  public TurnRecord toRecord() {
    return waiting(text -> text).toRecord();
  }

  /** The turn with nothing but what is remembered of it, and its texts as they are kept until it is written. */
  WaitingTurn waiting(UnaryOperator<TurnText> kept) {
    TurnRecord whole = new TurnRecord(id, bot, stage, node, release, at, cause, micros(usage.queue()),
        micros(usage.start()), micros(usage.run()), micros(total), kept.apply(TurnText.of(body.bytes())),
        kept.apply(TurnText.of(json.bytes())), kept.apply(TurnText.of(log.text())));
    return new WaitingTurn(whole, masking, weight());
  }

  /** Whatever the code made of its clock: a turn is answered. */
  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }

  /** Tells which turn it is, not what was said in it. */
  @Override
  public String toString() {
    return "FinishedTurn[" + id + "]";
  }
}
