package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trainyard.bot.BotSettings.BreakAction;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Usage;
import dev.trainyard.json.JsonArbitraries;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** C4: whatever an engine hands over, there is exactly one outcome, and it can be written. */
class OutcomeJudgeFuzzTest {

  @Property
  @Label("C4 random bytes as a result and as a fault")
  void bytes(@ForAll byte[] bytes) throws MalformedJson {
    check(Payload.of(bytes));
  }

  @Property
  @Label("C4 random JSON as a result and as a fault")
  void json(@ForAll("json") String json) throws MalformedJson {
    check(Payload.of(json));
  }

  @Property
  @Label("C4 results that are nearly right")
  void results(@ForAll("results") String result) throws MalformedJson {
    check(Payload.of(result));
  }

  @Property
  @Label("C4 faults that are nearly right")
  void faults(@ForAll("faults") String fault) throws MalformedJson {
    check(Payload.of(fault));
  }

  @Provide
  Arbitrary<String> json() {
    return JsonArbitraries.json();
  }

  @Provide
  Arbitrary<String> results() {
    Arbitrary<String> response = Arbitraries.oneOf(JsonArbitraries.json(),
        Arbitraries.oneOf(JsonArbitraries.json(), Arbitraries.of("\"a\"", "\" \"", "{\"type\":\"TEXT\"}")).list()
            .ofMaxSize(3).map(entries -> "[" + String.join(",", entries) + "]"));
    Arbitrary<String> state = Arbitraries.oneOf(JsonArbitraries.json(), JsonArbitraries.objects());
    Arbitrary<String> body = Combinators.combine(Arbitraries.of("true", "false", "1", "null"), response, state, state)
        .as("{\"status\":%s,\"response\":%s,\"conversation_details\":%s,\"user_details\":%s}"::formatted);
    Arbitrary<String> broken = Combinators.combine(body, Arbitraries.integers().between(0, 200))
        .as((text, at) -> text.substring(0, Math.min(at, text.length())));
    return Combinators.combine(Arbitraries.of("200", "200", "200", "500", "\"200\"", "true"),
        Arbitraries.oneOf(body, body, broken)).as(
            (code, text) -> "{\"statusCode\":%s,\"body\":\"%s\"}"
                .formatted(code, JsonText.quoted(text)));
  }

  @Provide
  Arbitrary<String> faults() {
    Arbitrary<String> types = Arbitraries.oneOf(JsonArbitraries.json(), Arbitraries.of("\"SystemExit\"",
        "\"Runtime.ExitError\"", "\"Sandbox.Timedout\"", "\"MemoryError\"", "\"KeyError\"", "\"\\ud800\""));
    Arbitrary<String> messages = Arbitraries.oneOf(JsonArbitraries.json(), Arbitraries.of(
        "\"module initialization error: x\"", "\"(handler.py, line 999999999999)\"", "\"Task timed out after 1 s\""));
    Arbitrary<String> frames = Arbitraries.oneOf(JsonArbitraries.json(), Arbitraries.of(
        "\"  File \\\"handler.py\\\", line 99999999999, in x\"", "[\"handler.py\",1e99,\"main\",null]",
        "[\"handler.py\",-4,\"main\",5]", "\"  File \\\"/var/task/handler.py\\\", line 2, in <module>\\n\"")).list()
        .ofMaxSize(4).map(list -> "[" + String.join(",", list) + "]");
    return Combinators.combine(types, messages, frames, Arbitraries.of("null", "\"load\"", "\"run\"", "\"result\""))
        .as("{\"errorType\":%s,\"errorMessage\":%s,\"stackTrace\":%s,\"stage\":%s}"::formatted);
  }

  private static void check(Payload payload) throws MalformedJson {
    write(OutcomeJudge.judge(new Invocation.Returned(payload, InvocationLog.EMPTY, Usage.NONE), Limits.DEFAULT));
    TurnOutcome outcome = OutcomeJudge.judge(new Invocation.Errored(payload, InvocationLog.EMPTY, Usage.NONE),
        Limits.DEFAULT);
    assertTrue(outcome instanceof TurnOutcome.BotBreak);
    write(outcome);
  }

  private static void write(TurnOutcome outcome) throws MalformedJson {
    switch (outcome) {
      case TurnOutcome.Reply reply -> {
        assertFalse(reply.response().isEmpty());
        assertEquals(reply.response().size(), reply.messages().size());
      }
      case TurnOutcome.BotBreak broken -> {
        assertFalse(broken.message().isBlank());
        assertTrue(broken.message().getBytes(StandardCharsets.UTF_8).length <= 64 * 1024);
      }
    }
    TurnAnswer answer = new TurnAnswer("id", new NodeName("N"), 1, outcome, false,
        JsonNodeFactory.instance.arrayNode(), BreakAction.HAND_OVER, Usage.NONE, Duration.ZERO);
    JsonText.strict(new String(TurnAnswerJson.write(answer), StandardCharsets.UTF_8));
  }
}
