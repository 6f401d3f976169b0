package dev.trainyard.contracts.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.bot.CodeProblem;
import dev.trainyard.contracts.memory.Gates.Wake;
import dev.trainyard.contracts.memory.Script.Step;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One run of scripted code. Used by one thread. */
final class ScriptRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private final FunctionSpec spec;
  private final InvocationRequest request;
  private final Duration queued;
  private final Gates gates;
  private final AtomicInteger count;
  private final long startedAt = System.nanoTime();
  private final StringBuilder log = new StringBuilder();

  ScriptRun(FunctionSpec spec, InvocationRequest request, Duration queued, Gates gates, AtomicInteger count) {
    this.spec = spec;
    this.request = request;
    this.queued = queued;
    this.gates = gates;
    this.count = count;
  }

  Invocation run(String source) {
    List<CodeProblem> problems = ScriptedCodeChecker.problems(source);
    if (!problems.isEmpty()) {
      return errored(NODES.objectNode().put("errorMessage",
          "Syntax error in module 'handler': " + problems.getFirst().message()));
    }
    count.incrementAndGet();
    try {
      for (Step step : Script.steps(source)) {
        Optional<Invocation> end = act(step);
        if (end.isPresent()) {
          return end.get();
        }
      }
      return reply("ok");
    } catch (InterruptedException stopped) {
      return ended(Cause.STOPPED, "The run was stopped.", Ran.YES);
    }
  }

  private Optional<Invocation> act(Step step) throws InterruptedException {
    return switch (step) {
      case Script.Print(String text) -> {
        log.append(text).append('\n');
        yield Optional.empty();
      }
      case Script.Sleep(long milliseconds) -> await("", Duration.ofMillis(milliseconds), true);
      case Script.Gate(String name) -> await(name, spec.timeout(), false);
      case Script.Hang() -> await("", spec.timeout(), false);
      case Script.Reply(String body) -> Optional.of(returned(wrapped(body)));
      case Script.Result(String json) -> Optional.of(returned(json));
      case Script.Echo() -> Optional.of(reply(bodyText()));
      case Script.VariableReply(String name) -> Optional.of(reply(body().at("/env_variables/" + name).asText("")));
      case Script.Count() -> Optional.of(reply(String.valueOf(count.get())));
      case Script.Raise(String type, String message) -> Optional.of(errored(raised(type, message)));
      case Script.Fault(String json) -> Optional.of(new Invocation.Errored(Payload.of(json), log(), usage()));
      case Script.Exit(int status) ->
        Optional.of(ended(Cause.EXIT, "The process ended with status %d.".formatted(status), Ran.YES));
      case Script.ExitAtLoad(int status) ->
        Optional.of(ended(Cause.EXIT_AT_LOAD, "The process ended with status %d.".formatted(status), Ran.NO));
      case Script.EatMemory() ->
        Optional.of(ended(Cause.MEMORY, "The node used more than its memory.", Ran.YES));
      case Script.AnswerTooMuch() ->
        Optional.of(ended(Cause.RESPONSE_TOO_LARGE, "The answer is over 6 MB.", Ran.YES));
      case Script.Overload(long milliseconds) ->
        Optional.of(new Invocation.Overloaded(Duration.ofMillis(milliseconds)));
      case Script.Unavailable(Ran ran) ->
        Optional.of(new Invocation.Unavailable("The engine does as the script says.", ran));
    };
  }

  private Optional<Invocation> await(String gate, Duration wanted, boolean sleep) throws InterruptedException {
    Duration left = spec.timeout().minusNanos(System.nanoTime() - startedAt);
    boolean enough = sleep && wanted.compareTo(left) < 0;
    Wake wake = gates.await(gate, enough ? wanted : left);
    return switch (wake) {
      case OPENED -> Optional.empty();
      case CLOSED -> Optional.of(new Invocation.Unavailable("The engine was closed.", Ran.UNKNOWN));
      case TIME_UP -> enough
          ? Optional.empty()
          : Optional.of(ended(Cause.TIMEOUT, String.format(Locale.ROOT, "Task timed out after %d.00 seconds",
              spec.timeout().toSeconds()), Ran.YES));
    };
  }

  private String bodyText() {
    return json(request.event().bytes()).path("body").asText("{}");
  }

  private JsonNode body() {
    return json(bodyText().getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(byte[] text) {
    try {
      return JSON.readTree(text);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private Invocation reply(String text) {
    ObjectNode body = NODES.objectNode().put("status", true);
    body.putArray("response").add(text);
    return returned(wrapped(body.toString()));
  }

  private static String wrapped(String body) {
    return NODES.objectNode().put("statusCode", 200).put("body", body).toString();
  }

  private static ObjectNode raised(String type, String message) {
    ObjectNode error = NODES.objectNode().put("errorMessage", message).put("errorType", type);
    error.putArray("stackTrace").addArray().add("/var/task/handler.py").add(1).add("main").add("raise");
    return error;
  }

  private Invocation returned(String json) {
    try {
      JSON.readTree(json);
    } catch (JsonProcessingException notJson) {
      return errored(raised("ValueError", String.valueOf(notJson.getOriginalMessage())));
    }
    Payload payload = Payload.of(json);
    return payload.size() > Payload.MOST_BYTES
        ? ended(Cause.RESPONSE_TOO_LARGE, "The answer is over 6 MB.", Ran.YES)
        : new Invocation.Returned(payload, log(), usage());
  }

  private Invocation errored(ObjectNode error) {
    return new Invocation.Errored(Payload.of(error.toString()), log(), usage());
  }

  private Invocation ended(Cause cause, String message, Ran ran) {
    return new Invocation.Ended(cause, message, ran, log(), usage());
  }

  private InvocationLog log() {
    String milliseconds = String.format(Locale.ROOT, "%.2f", usage().run().toNanos() / 1e6);
    return new InvocationLog("""
        START RequestId: %1$s Version: $LATEST
        %2$sEND RequestId: %1$s
        REPORT RequestId: %1$s\tDuration: %3$s ms\tBilled Duration: 1 ms\tMemory Size: %4$d MB\tMax Memory Used: 1 MB
        """.formatted(request.id(), log, milliseconds, spec.memory().megabytes()), 0);
  }

  private Usage usage() {
    return new Usage(queued, Duration.ZERO, Duration.ofNanos(System.nanoTime() - startedAt), 1);
  }
}
