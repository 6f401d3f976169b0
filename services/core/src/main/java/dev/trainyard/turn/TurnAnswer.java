package dev.trainyard.turn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.trainyard.bot.BotSettings.BreakAction;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.Usage;
import java.time.Duration;
import java.util.Locale;

/**
 * What the caller of a turn is told.
 *
 * @param requestId known to the code as {@code context.aws_request_id}
 * @param node which answered
 * @param release which answered
 * @param outcome what the turn became; texts of a bot break are masked
 * @param endNode whether a reply with {@code status} true completes the conversation
 * @param breakMessages what the user is told after a bot break, in the message language; empty after a reply
 * @param breakAction what the caller does after a bot break
 * @param usage what it cost
 * @param total from admission to answer
 */
public record TurnAnswer(String requestId, NodeName node, int release, TurnOutcome outcome, boolean endNode,
    ArrayNode breakMessages, BreakAction breakAction, Usage usage, Duration total) {

  /**
   * What the conversation goes on with, after a reply.
   *
   * @param reply the outcome
   * @return {@code complete} or {@code bot}
   */
  public String nextState(TurnOutcome.Reply reply) {
    return reply.status() && endNode ? "complete" : "bot";
  }

  /**
   * What the caller does after a bot break, as callers see it.
   *
   * @return lower case, with underscores
   */
  public String action() {
    return breakAction.name().toLowerCase(Locale.ROOT);
  }
}
