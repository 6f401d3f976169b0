package dev.trainyard.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;

/**
 * Runs the code of functions by another engine, and tells of the outcome as Lambda does: an error is an answer with
 * status 200, the log is its last 4 KB. Thread-safe.
 */
final class FakeInvocations {
  private static final int TAIL = 4096;
  private final FunctionEngine engine;
  private final CodeStore codes;
  private final FakeLayers layers;
  private volatile boolean oldSpelling;

  FakeInvocations(FunctionEngine engine, CodeStore codes, FakeLayers layers) {
    this.engine = engine;
    this.codes = codes;
    this.layers = layers;
  }

  /** Whether timeouts and exits are told as in 2019. */
  void oldSpelling(boolean old) {
    oldSpelling = old;
  }

  /** Runs one. */
  LambdaAnswer invoke(String name, String version, FakeFunctions.Deployed function, byte[] event, boolean tail) {
    String id = UUID.randomUUID().toString();
    NodeFunction node = new NodeFunction(new BotId(function.tags().path("trainyard:bot-id").asText("none")),
        new NodeId(Digest.of(name + ':' + version).value()), new BotName("fake"), new NodeName("FAKE"));
    Invocation invocation = engine.invoke(engine.publish(node, spec(function)),
        new InvocationRequest(id, Payload.of(event), Duration.ZERO));
    Map<String, String> headers = new HashMap<>(
        Map.of("x-amzn-RequestId", id, "X-Amz-Executed-Version", version));
    String error = switch (invocation) {
      case Invocation.Returned _ -> "";
      case Invocation.Errored errored -> errored.error().text();
      case Invocation.Ended ended -> told(ended, id, function.settings());
      case Invocation.Unavailable _ -> "unavailable";
      case Invocation.Overloaded _ -> "throttled";
    };
    if (invocation instanceof Invocation.Overloaded) {
      return LambdaAnswer.throttled();
    }
    if (invocation instanceof Invocation.Unavailable) {
      return LambdaAnswer.refusal(500, "ServiceException", "The service failed.");
    }
    if (tail) {
      byte[] log = log(invocation, version, function.settings()).getBytes(StandardCharsets.UTF_8);
      headers.put("X-Amz-Log-Result",
          Base64.getEncoder().encodeToString(Arrays.copyOfRange(log, Math.max(0, log.length - TAIL), log.length)));
    }
    if (!error.isEmpty()) {
      headers.put("X-Amz-Function-Error", "Unhandled");
      return new LambdaAnswer(200, headers, error);
    }
    return new LambdaAnswer(200, headers, ((Invocation.Returned) invocation).result().text());
  }

  private FunctionSpec spec(FakeFunctions.Deployed function) {
    JsonNode settings = function.settings();
    List<LayerRef> used = new ArrayList<>();
    settings.path("Layers").forEach(layer -> {
      String arn = layer.path("Arn").asText();
      String[] parts = arn.split(":", -1);
      used.add(new LayerRef(parts[6].substring(parts[6].indexOf('-') + 1),
          new Digest(layers.description(arn).orElseThrow().substring("sha256:".length()))));
    });
    return new FunctionSpec(codes.put(unzipped(function.zip().asByteArrayUnsafe())), settings.path("Runtime").asText(),
        used,
        Duration.ofSeconds(settings.path("Timeout").asInt()), new MemorySize(settings.path("MemorySize").asInt()));
  }

  private static byte[] unzipped(byte[] zip) {
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      entries.getNextEntry();
      return entries.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private String told(Invocation.Ended ended, String id, JsonNode settings) {
    return switch (ended.cause()) {
      case TIMEOUT -> timedOut(id, settings.path("Timeout").asInt());
      case MEMORY -> exited(id, "Runtime exited with error: signal: killed");
      case EXIT, EXIT_AT_LOAD, STOPPED -> exited(id, "Runtime exited with error: exit status 3");
      case RESPONSE_TOO_LARGE -> error("Function.ResponseSizeTooLarge",
          "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
    };
  }

  private String timedOut(String id, int seconds) {
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
  private static String log(Invocation invocation, String version, JsonNode settings) {
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
    invocation.log().text().lines().forEach(line -> text.append(adapted(line, version, settings, full)).append('\n'));
    return text.toString();
  }

  private static String adapted(String line, String version, JsonNode settings, boolean full) {
    if (line.startsWith("START RequestId: ")) {
      return line.substring(0, line.indexOf(" Version: ")) + " Version: " + version;
    }
    return full && line.startsWith("REPORT RequestId: ")
        ? line.replaceAll("Max Memory Used: \\d+ MB",
            String.format(Locale.ROOT, "Max Memory Used: %d MB", settings.path("MemorySize").asInt()))
        : line;
  }
}
