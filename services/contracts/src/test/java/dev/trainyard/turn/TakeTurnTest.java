package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.Precondition;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Ran;
import dev.trainyard.engine.Usage;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.TurnOutcome.BotBreak;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeTurnTest {
  private final TurnDesk desk = new TurnDesk();

  @Test
  @DisplayName("C2.1, C1.2 the code gets the caller's body with its gaps filled, and the stage's variables")
  void event() throws MalformedJson {
    desk.save("A", "# script: echo");
    desk.variable("KEY", "value");
    desk.train();
    desk.transfer();
    String sent = "{\"node\":\"kli::KLI::A\",\"n\":1.10}";
    JsonNode staging = JsonText.strict(TurnDesk.said(desk.turn(Stage.STAGING, "A", sent)));
    JsonNode production = JsonText.strict(TurnDesk.said(desk.turn(Stage.PRODUCTION, "A", sent)));
    assertEquals("kli::KLI::A", staging.get("node").textValue());
    assertEquals("value", staging.at("/env_variables/KEY").textValue());
    assertEquals("value!", production.at("/env_variables/KEY").textValue());
    assertEquals("API_INTEGRATION", staging.get("event").textValue());
  }

  @Test
  @DisplayName("C3.3 an end node's success completes the conversation")
  void endNode() throws MalformedJson {
    NodeSettings end = new NodeSettings(true, NodeSettings.DEFAULT.timeout(), NodeSettings.DEFAULT.memory());
    desk.save("A", TurnDesk.reply("done"), end);
    desk.save("B", "# script: reply {\"status\": false, \"response\": [\"x\"]}", end);
    desk.save("C", TurnDesk.reply("x"));
    desk.train();
    assertEquals("complete", json(desk.turn(Stage.STAGING, "A")).get("next_state").textValue());
    assertEquals("bot", json(desk.turn(Stage.STAGING, "B")).get("next_state").textValue());
    assertEquals("bot", json(desk.turn(Stage.STAGING, "C")).get("next_state").textValue());
  }

  @Test
  @DisplayName("C4.1 a bot break answers with the bot's own messages in the user's language, live, and the action")
  void breakMessages() throws MalformedJson {
    desk.save("A", "# script: raise ValueError no");
    desk.train();
    assertEquals("[{\"text\":\"Sorry, something went wrong. Please try again later.\",\"type\":\"TEXT\","
        + "\"data\":{\"quick_replies\":[]}}]", JsonText.compact(json(desk.turn(Stage.STAGING, "A")).get("messages")));
    assertEquals("send_messages", json(desk.turn(Stage.STAGING, "A")).get("action").textValue());
    desk.bots.put(TurnDesk.BOT, new BotSettings("", new TreeMap<>(Map.of("en", List.of("Oops"), "hi",
        List.of("माफ़", "कीजिए"))), BotSettings.BreakAction.HAND_OVER), new Precondition.Any());
    JsonNode hindi = json(desk.turn(Stage.STAGING, "A", "{\"user\":{\"language_code\":\"hi\"}}"));
    assertEquals(List.of("माफ़", "कीजिए"), hindi.get("messages").findValuesAsText("text"));
    assertEquals("hand_over", hindi.get("action").textValue());
    JsonNode other = json(desk.turn(Stage.STAGING, "A", "{\"user\":{\"language_code\":\"xx\"}}"));
    assertEquals(List.of("Oops"), other.get("messages").findValuesAsText("text"));
  }

  @ParameterizedTest
  @DisplayName("C4 each end of the code has its one outcome")
  @CsvSource({"raise ValueError x,exception,node,yes", "exit 3,process_exit,node,yes",
      "exit_at_load 3,init_error,node,no", "eat_memory,out_of_memory,limit,yes",
      "answer_too_much,response_too_large,limit,yes", "unavailable unknown,engine_unavailable,platform,unknown",
      "unavailable no,engine_unavailable,platform,no", "result null,malformed_response,node,yes",
      "result {\"statusCode\": 404},bad_status,node,yes",
      "'reply {\"status\": true, \"response\": []}',no_response,node,yes"})
  void outcomes(String script, String cause, String fault, String ran) throws MalformedJson {
    desk.save("A", "# script: " + script);
    desk.train();
    JsonNode json = json(desk.turn(Stage.STAGING, "A"));
    assertEquals("bot_break", json.get("outcome").textValue());
    assertEquals(cause, json.get("cause").textValue());
    assertEquals(fault, json.get("fault").textValue());
    assertEquals(ran, json.get("ran").textValue());
    assertEquals(1, json.get("release").intValue());
    assertEquals(Optional.of(cause), desk.finished.getFirst().toRecord().cause().map(BreakCause::text));
  }

  @Test
  @DisplayName("C4 timeout, C5.2 and both of Lambda's spellings of it")
  void timeout() {
    NodeSettings short1 = new NodeSettings(false, Duration.ofSeconds(1), NodeSettings.DEFAULT.memory());
    desk.save("A", "# script: hang", short1);
    desk.save("B", "# script: fault {\"errorMessage\": \"2019 id Task timed out after 1.00 seconds\"}");
    desk.save("C", "# script: fault {\"errorType\": \"Sandbox.Timedout\", \"errorMessage\": \"x\"}");
    desk.train();
    assertEquals("timeout", desk.said(Stage.STAGING, "A"));
    assertEquals("timeout", desk.said(Stage.STAGING, "B"));
    assertEquals("timeout", desk.said(Stage.STAGING, "C"));
  }

  @Test
  @DisplayName("C4.2 overload is refused, with when to come again, and nothing is remembered")
  void overload() {
    desk.save("A", "# script: overload 1500");
    desk.train();
    TrainyardException refused = assertThrows(TrainyardException.class, () -> desk.turn(Stage.STAGING, "A"));
    assertEquals(ErrorCode.OVERLOADED, refused.code());
    assertEquals(Map.of("retry_after_seconds", 2L, "ran", "no"), refused.members());
    assertEquals(List.of(), desk.finished);
  }

  @Test
  @DisplayName("C4.3 a turn is run once, whatever comes of it")
  void once() {
    desk.save("A", "# script: unavailable unknown");
    desk.train();
    BotBreak broken = assertInstanceOf(BotBreak.class, desk.turn(Stage.STAGING, "A").outcome());
    assertEquals(Ran.UNKNOWN, broken.ran());
    assertEquals(1, desk.engine.activity().calls().size());
  }

  @Test
  @DisplayName("C4.5 a caller that is interrupted does not stop its turn")
  void interrupted() throws InterruptedException {
    desk.save("A", "# script: gate slow\n" + TurnDesk.reply("paid"));
    desk.train();
    AtomicReference<String> said = new AtomicReference<>("nothing");
    Thread caller = Thread.ofVirtual().start(() -> said.set(desk.said(Stage.STAGING, "A")));
    Eventually.holds("the turn runs", Duration.ofSeconds(10), () -> !desk.engine.activity().calls().isEmpty());
    caller.interrupt();
    desk.engine.open("slow");
    caller.join();
    assertEquals("paid", said.get());
  }

  @Test
  @DisplayName("C8.5 a turn in flight finishes on the release and the variables of its admission")
  void admission() throws InterruptedException {
    desk.save("A", "# script: gate slow\n# script: variable KEY");
    desk.variable("KEY", "old");
    desk.train();
    CompletableFuture<TurnAnswer> answer = new CompletableFuture<>();
    Thread caller = Thread.ofVirtual().start(() -> answer.complete(desk.turn(Stage.STAGING, "A")));
    Eventually.holds("the turn runs", Duration.ofSeconds(10), () -> !desk.engine.activity().calls().isEmpty());
    desk.variable("KEY", "new");
    desk.save("A", "# script: variable KEY");
    desk.train();
    assertEquals("new", desk.said(Stage.STAGING, "A"));
    desk.engine.open("slow");
    caller.join();
    assertEquals(1, answer.join().release());
    assertEquals("old", TurnDesk.said(answer.join()));
  }

  @Test
  @DisplayName("C7.3 values are masked in what is told and remembered of a fault, not in what the code replies")
  void masked() {
    desk.variable("KEY", "s3cret-value");
    desk.save("A", "# script: print s3cret-value\n# script: raise ValueError bad s3cret-value");
    desk.save("B", "# script: print s3cret-value\n" + TurnDesk.reply("s3cret-value"));
    desk.train();
    String told = new String(TurnAnswerJson.write(desk.turn(Stage.STAGING, "A", "{\"a\":\"s3cret-value\"}")),
        StandardCharsets.UTF_8);
    assertFalse(told.contains("s3cret"), told);
    assertEquals("s3cret-value", desk.said(Stage.STAGING, "B"));
    for (FinishedTurn turn : desk.finished) {
      TurnRecord remembered = turn.toRecord();
      assertFalse(remembered.toString().contains("s3cret"), remembered::toString);
      assertTrue(remembered.log().text().contains("\n" + Masking.MASK + "\n"), remembered::toString);
    }
  }

  @Test
  @DisplayName("What is remembered of a turn is cut")
  void remembered() {
    desk.save("A", TurnDesk.reply("x".repeat(100_000)));
    desk.train();
    TurnAnswer answer = desk.turn(Stage.STAGING, "A", "{\"a\":\"" + "é".repeat(200_000) + "\"}");
    TurnRecord remembered = desk.finished.getFirst().toRecord();
    assertEquals(answer.requestId(), remembered.id());
    assertEquals(64 * 1024, remembered.input().size(), 4);
    assertEquals(64 * 1024, remembered.output().size(), 4);
    assertEquals(desk.bots.find(TurnDesk.BOT).id(), remembered.bot());
    assertEquals(desk.clock.instant(), remembered.at());
    assertTrue(desk.finished.getFirst().weight() > 250_000);
  }

  @Test
  @DisplayName("C8 what is not there is told apart")
  void refusals() {
    assertEquals(ErrorCode.NOT_FOUND, refused(new BotName("none"), Stage.STAGING, "A", "{}"));
    assertEquals(ErrorCode.NOT_RELEASED, refused(TurnDesk.BOT, Stage.STAGING, "A", "{}"));
    desk.save("A", TurnDesk.reply("x"));
    assertEquals(ErrorCode.NOT_RELEASED, refused(TurnDesk.BOT, Stage.STAGING, "A", "{}"));
    desk.train();
    assertEquals(ErrorCode.NOT_RELEASED, refused(TurnDesk.BOT, Stage.STAGING, "B", "{}"));
    assertEquals(ErrorCode.NOT_RELEASED, refused(TurnDesk.BOT, Stage.PRODUCTION, "A", "{}"));
    assertEquals(ErrorCode.INVALID, refused(TurnDesk.BOT, Stage.STAGING, "A", "{\"env_variables\":{}}"));
    assertEquals(List.of(), desk.engine.activity().calls());
  }

  @Test
  @DisplayName("C4 an engine that breaks its own promise is engine_unavailable, and nobody knows whether it ran")
  void brokenEngine() {
    desk.save("A", TurnDesk.reply("x"));
    desk.train();
    TakeTurn turns = turns(engine((proxy, method, arguments) -> {
      throw new IllegalStateException("s3cret detail");
    }));
    TurnAnswer answer = turns.take(TurnDesk.BOT, Stage.STAGING, new NodeName("A"),
        "{}".getBytes(StandardCharsets.UTF_8));
    BotBreak outcome = assertInstanceOf(BotBreak.class, answer.outcome());
    assertEquals(BreakCause.ENGINE_UNAVAILABLE, outcome.cause());
    assertEquals(Ran.UNKNOWN, outcome.ran());
    assertFalse(outcome.message().contains("s3cret"));
    assertTrue(desk.failures.getLast().endsWith(answer.requestId()), desk.failures::toString);
  }

  @Test
  @DisplayName("C4 an engine that breaks its own promise when nobody waits for it is engine_unavailable as well, once")
  void brokenEngineThatNobodyWaitsFor() throws MalformedJson {
    desk.save("A", TurnDesk.reply("x"));
    desk.train();
    assertEquals(List.of("engine_unavailable unknown"), told(turns(engine((proxy, method, arguments) -> {
      throw new IllegalStateException("s3cret detail");
    }))));
    assertEquals(List.of("out_of_memory yes"), told(turns(engine((proxy, method, arguments) -> {
      Consumer<Invocation> then = cast(arguments[2]);
      then.accept(new Invocation.Ended(Invocation.Cause.MEMORY, "Too much.", Ran.YES, InvocationLog.EMPTY, Usage.NONE));
      throw new IllegalStateException("s3cret detail");
    }))));
    assertEquals(2, desk.failures.size(), desk.failures::toString);
    assertEquals(2, desk.finished.size());
  }

  private static List<String> told(TakeTurn turns) throws MalformedJson {
    List<EndedTurn> ends = new ArrayList<>();
    assertTrue(turns.begin(TurnDesk.BOT, Stage.STAGING, new NodeName("A"), "{}".getBytes(StandardCharsets.UTF_8),
        ends::add));
    List<String> told = new ArrayList<>();
    for (EndedTurn end : ends) {
      JsonNode fault = JsonText.strict(end.answer().text());
      assertFalse(fault.toString().contains("s3cret"), fault::toString);
      told.add(fault.path("cause").asText() + ' ' + fault.path("ran").asText());
    }
    return told;
  }

  @SuppressWarnings("unchecked")
  private static Consumer<Invocation> cast(Object then) {
    return (Consumer<Invocation>) then;
  }

  private static FunctionEngine engine(InvocationHandler all) {
    return (FunctionEngine) Proxy.newProxyInstance(FunctionEngine.class.getClassLoader(),
        new Class<?>[]{FunctionEngine.class}, all);
  }

  private TakeTurn turns(FunctionEngine engine) {
    return new TakeTurn(desk.live, engine, desk.finished::add, TurnDesk::id, desk.clock, TakeTurn.Settings.DEFAULT,
        (what, cause) -> desk.failures.add(what));
  }

  private ErrorCode refused(BotName bot, Stage stage, String node, String body) {
    return assertThrows(TrainyardException.class,
        () -> desk.turns.take(bot, stage, new NodeName(node), body.getBytes(StandardCharsets.UTF_8))).code();
  }

  private static JsonNode json(TurnAnswer answer) throws MalformedJson {
    return JsonText.strict(new String(TurnAnswerJson.write(answer), StandardCharsets.UTF_8));
  }
}
