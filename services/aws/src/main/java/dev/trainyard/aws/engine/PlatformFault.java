package dev.trainyard.aws.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A failure that Lambda itself tells of: the function was ended before it could answer. Lambda spells each of them in
 * two ways or more. What the code raised is none of these: it has a stack, which is left to the judge of all engines.
 *
 * @param cause what ended it
 * @param message for the bot's builder
 * @param ran whether {@code main} was entered
 */
record PlatformFault(Cause cause, String message, Ran ran) {
  private static final Pattern TIMED_OUT = Pattern.compile("Task timed out after \\d{1,4}(?:\\.\\d{1,3})? seconds");
  private static final Pattern REASON = Pattern
      .compile(
          "(?:RequestId: \\S{1,64} (?:Error: )?)?(Runtime exited[^\\n]{0,200}|Process exited before completing request)");
  /** A kill for memory leaves the most memory used this near to the limit. */
  private static final double NEARLY = 0.95;

  /**
   * Reads an error object.
   *
   * @param error what Invoke gave
   * @param tail the log that came with it
   * @param facts what else is known
   * @return empty if it is the code's own failure
   */
  static Optional<PlatformFault> of(Payload error, TailLog tail, InvocationFacts facts) {
    JsonNode fields = fields(error);
    String type = fields.path("errorType").asText("");
    String message = fields.path("errorMessage").asText("");
    if (!fields.path("stackTrace").isEmpty()) {
      return Optional.empty();
    }
    Matcher timedOut = TIMED_OUT.matcher(message);
    if ((type.isEmpty() || type.startsWith("Sandbox.")) && timedOut.find()) {
      return Optional.of(timeout(timedOut.group(), tail));
    }
    Matcher exit = REASON.matcher(message);
    if (type.equals("Runtime.ExitError") || (type.isEmpty() && exit.lookingAt())) {
      return Optional.of(exit(exit.lookingAt() ? exit.group(1) : "The process exited.", tail, facts));
    }
    return switch (type) {
      case "Runtime.OutOfMemory" -> Optional.of(memory(tail, facts));
      case "Function.ResponseSizeTooLarge" -> Optional.of(tooLarge());
      default -> Optional.empty();
    };
  }

  /** The answer is over the limit. */
  static PlatformFault tooLarge() {
    return new PlatformFault(Cause.RESPONSE_TOO_LARGE,
        "The answer is over the limit of %,d bytes.".formatted(Payload.MOST_BYTES), Ran.YES);
  }

  private static PlatformFault timeout(String sentence, TailLog tail) {
    return tail.failedAtLoad()
        ? new PlatformFault(Cause.EXIT_AT_LOAD, "Loading the code took too long. " + sentence, Ran.NO)
        : new PlatformFault(Cause.TIMEOUT, sentence, Ran.YES);
  }

  private static PlatformFault exit(String sentence, TailLog tail, InvocationFacts facts) {
    int used = tail.report().memoryMegabytes();
    boolean full = used == 0 || used >= NEARLY * facts.memory().megabytes();
    if (sentence.contains("signal: killed") && full) {
      return memory(tail, facts);
    }
    return tail.failedAtLoad()
        ? new PlatformFault(Cause.EXIT_AT_LOAD, sentence, Ran.NO)
        : new PlatformFault(Cause.EXIT, sentence, Ran.YES);
  }

  private static PlatformFault memory(TailLog tail, InvocationFacts facts) {
    return new PlatformFault(Cause.MEMORY,
        "The code used more than its " + facts.memory().megabytes() + " MB of memory.",
        tail.failedAtLoad() ? Ran.NO : Ran.YES);
  }

  private static JsonNode fields(Payload error) {
    try {
      return JsonText.lenient(error.text());
    } catch (MalformedJson unreadable) {
      return MissingNode.getInstance();
    }
  }
}
