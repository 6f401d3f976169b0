package dev.trainyard.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.trainyard.engine.Ran;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a turn became: exactly one of these. Values of variables are not masked yet. */
public sealed interface TurnOutcome {

  /**
   * The code replied.
   *
   * @param status whether the integration was a success
   * @param response the messages exactly as the code returned them, at least one
   * @param messages the same, each as an object of the message language
   * @param conversationDetails what replaces the caller's, absent if nothing changes
   * @param userDetails what replaces the caller's, absent if nothing changes
   */
  record Reply(boolean status, ArrayNode response, ArrayNode messages, Optional<JsonNode> conversationDetails,
      Optional<JsonNode> userDetails) implements TurnOutcome {
  }

  /**
   * The code gave no reply.
   *
   * @param cause why
   * @param ran whether {@code main} was entered
   * @param errorType the class of the exception or Lambda's type, if any
   * @param message what happened, for the bot's builder; at most 64 KiB
   * @param line in the user's file, from 1, if known
   * @param stack innermost last, of the user's and libraries' frames; at most 100
   */
  record BotBreak(BreakCause cause, Ran ran, Optional<String> errorType, String message, OptionalInt line,
      List<StackFrame> stack) implements TurnOutcome {
    public BotBreak {
      stack = List.copyOf(stack);
    }
  }

  /**
   * One frame of a Python stack.
   *
   * @param file path
   * @param line from 1, 0 if unknown
   * @param function name
   * @param source the line's text, may be empty
   */
  record StackFrame(String file, int line, String function, String source) {
  }
}
