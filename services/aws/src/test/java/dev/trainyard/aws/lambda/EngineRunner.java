package dev.trainyard.aws.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Runs functions by another engine, and tells of the outcome as Lambda does: an error is an answer with status 200, the
 * log is its last 4 KB. Thread-safe.
 */
public final class EngineRunner implements CodeRunner {
  private static final int TAIL = 4096;
  private final FunctionEngine engine;
  private final boolean oldSpelling;

  /**
   * Takes an engine.
   *
   * @param engine closed with it
   * @param oldSpelling whether timeouts and exits are told as in 2019
   */
  public EngineRunner(FunctionEngine engine, boolean oldSpelling) {
    this.engine = engine;
    this.oldSpelling = oldSpelling;
  }

  @Override
  public LambdaAnswer run(LambdaFunction function, String id, byte[] event) {
    NodeFunction node = new NodeFunction(function.bot(),
        new NodeId(Digest.of(function.name() + ':' + function.version()).value()), new BotName("fake"),
        new NodeName("FAKE"));
    Invocation invocation = engine.invoke(engine.publish(node, function.spec()),
        new InvocationRequest(id, Payload.of(event), Duration.ZERO));
    return switch (invocation) {
      case Invocation.Returned returned -> answer(function, invocation, returned.result().text(), false);
      case Invocation.Errored errored -> answer(function, invocation, errored.error().text(), true);
      case Invocation.Ended ended -> answer(function, invocation, told(ended, id, function.spec()), true);
      case Invocation.Unavailable _ -> LambdaAnswer.refusal(500, "ServiceException", "The service failed.");
      case Invocation.Overloaded _ -> LambdaAnswer.throttled();
    };
  }

  private static LambdaAnswer answer(LambdaFunction function, Invocation invocation, String payload, boolean fault) {
    byte[] log = log(invocation, function).getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>(Map.of(LambdaAnswer.EXECUTED_VERSION, function.version(),
        LambdaAnswer.LOG_RESULT,
        Base64.getEncoder().encodeToString(Arrays.copyOfRange(log, Math.max(0, log.length - TAIL), log.length))));
    if (fault) {
      headers.put(LambdaAnswer.FUNCTION_ERROR, "Unhandled");
    }
    return new LambdaAnswer(200, headers, payload);
  }

  private String told(Invocation.Ended ended, String id, FunctionSpec spec) {
    return switch (ended.cause()) {
      case TIMEOUT -> timedOut(id, spec.timeout().toSeconds());
      case MEMORY -> exited(id, "Runtime exited with error: signal: killed");
      case EXIT, EXIT_AT_LOAD, STOPPED -> exited(id, "Runtime exited with error: exit status 3");
      case RESPONSE_TOO_LARGE -> error("Function.ResponseSizeTooLarge",
          "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
    };
  }

  private String timedOut(String id, long seconds) {
    String sentence = "Task timed out after %d.00 seconds".formatted(seconds);
    return oldSpelling
        ? error("", "2024-04-08T15:52:02.123Z " + id + ' ' + sentence)
        : error("Sandbox.Timedout", "RequestId: " + id + " Error: " + sentence);
  }

  private String exited(String id, String reason) {
    return oldSpelling && !reason.contains("killed")
        ? error("", "RequestId: " + id + " Process exited before completing request")
        : error("Runtime.ExitError", "RequestId: " + id + " Error: " + reason);
  }

  private static String error(String type, String message) {
    var json = JsonNodeFactory.instance.objectNode().put("errorMessage", message);
    return (type.isEmpty() ? json : json.put("errorType", type)).toString();
  }

  /** The lines of the running engine, with Lambda's own where they differ. */
  private static String log(Invocation invocation, LambdaFunction function) {
    StringBuilder text = new StringBuilder();
    boolean failedAtLoad = invocation instanceof Invocation.Ended ended && ended.ran() == Ran.NO;
    text.append("INIT_START Runtime Version: provided:al2023.v1\tRuntime Version ARN: arn\n");
    if (failedAtLoad) {
      for (String phase : new String[]{"init", "invoke"}) {
        text.append("INIT_REPORT Init Duration: 12.34 ms\tPhase: ").append(phase)
            .append("\tStatus: error\tError Type: Runtime.ExitError\n");
      }
    }
    boolean full = invocation instanceof Invocation.Ended memory && memory.cause() == Invocation.Cause.MEMORY;
    invocation.log().text().lines().forEach(line -> text.append(adapted(line, function, full)).append('\n'));
    return text.toString();
  }

  private static String adapted(String line, LambdaFunction function, boolean full) {
    if (line.startsWith("START RequestId: ")) {
      return line.substring(0, line.indexOf(" Version: ")) + " Version: " + function.version();
    }
    return full && line.startsWith("REPORT RequestId: ")
        ? line.replaceAll("Max Memory Used: \\d+ MB",
            String.format(Locale.ROOT, "Max Memory Used: %d MB", function.spec().memory().megabytes()))
        : line;
  }

  @Override
  public void close() {
    engine.close();
  }
}
