package dev.trainyard.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.contracts.memory.FixedRuntimeCatalog;
import dev.trainyard.engine.Ran;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import dev.trainyard.turn.Limits;
import dev.trainyard.turn.Masking;
import dev.trainyard.turn.TurnDesk;
import dev.trainyard.turn.TurnOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunDraftTest {
  private static final RunId ID = new RunId("run-1");
  private static final String SAMPLE = "{\"entities\":{},\"user_data\":{}}";

  private final TurnDesk desk = new TurnDesk();
  private final RunDraft runs = runs(200);

  @Test
  @DisplayName("C6.1 the newest saved draft runs, with staging's variables")
  void newestDraft() throws MalformedJson {
    desk.save("A", "# script: reply {}");
    desk.save("A", "# script: echo");
    desk.variable("KEY", "stage");
    RunResult result = run(SAMPLE);
    assertEquals(2, result.revision());
    JsonNode event = JsonText.strict(((TurnOutcome.Reply) result.outcome()).response().get(0).textValue());
    assertEquals("stage", event.at("/env_variables/KEY").textValue());
    assertTrue(desk.engine.activity().calls().getFirst().draft());
    assertEquals(FixedRuntimeCatalog.usual().layers(), desk.engine.activity().calls().getFirst().spec().layers());
  }

  @Test
  @DisplayName("C6.2 the sample's own variables win")
  void sampleVariables() {
    desk.save("A", "# script: variable KEY");
    desk.variable("KEY", "stage");
    RunResult result = run("{\"entities\":{},\"user_data\":{},\"env_variables\":{\"KEY\":\"own\"}}");
    assertEquals("own", ((TurnOutcome.Reply) result.outcome()).response().get(0).textValue());
  }

  @Test
  @DisplayName("C6.3 a run shows the decoded body, indented, the log and what it cost")
  void shown() throws MalformedJson {
    desk.save("A",
        "# script: print hello\n# script: reply {\"status\":true,\"response\":[{\"text\":\"x\"}],\"n\":1.10}");
    RunResult result = run(SAMPLE);
    assertEquals("""
        {
          "status": true,
          "response": [
            {
              "text": "x"
            }
          ],
          "n": 1.10
        }""", result.output());
    assertTrue(result.logs().startsWith("START RequestId: " + result.requestId()), result::logs);
    assertTrue(result.logs().contains("\nhello\n"), result::logs);
    JsonNode json = json(result);
    assertEquals("reply", json.get("outcome").textValue());
    assertEquals("{\"text\":\"x\"}", JsonText.compact(json.get("messages").get(0)));
    assertEquals("messages[0].type is missing or no text; a message needs one, such as TEXT.",
        json.get("warnings").get(0).textValue());
    assertEquals(1, json.get("memory_mb").intValue());
    assertTrue(json.at("/timings_ms/run").isNumber());
    assertFalse(json.has("bot_break"));
  }

  @Test
  @DisplayName("C6.3, C7.3 a run that breaks shows the fault, masked")
  void fault() throws MalformedJson {
    desk.variable("KEY", "s3cret-value");
    desk.save("A", "# script: print s3cret-value\n# script: raise ValueError no s3cret-value");
    RunResult result = run(SAMPLE);
    JsonNode json = json(result);
    assertFalse(JsonText.compact(json).contains("s3cret"));
    assertEquals("bot_break", json.get("outcome").textValue());
    assertEquals("exception", json.at("/bot_break/cause").textValue());
    assertEquals("no " + Masking.MASK, JsonText.strict(result.output()).get("errorMessage").textValue());
    assertEquals("no " + Masking.MASK, json.at("/bot_break/message").textValue());
    assertTrue(result.logs().contains(Masking.MASK));
  }

  @Test
  @DisplayName("C6.3 what is no body is shown as it is")
  void otherOutputs() {
    desk.save("A", "# script: result {\"statusCode\":200,\"body\":\"plain\"}");
    assertEquals("plain", run(SAMPLE).output());
    desk.save("A", "# script: result {\"statusCode\":200,\"body\":[1]}");
    assertEquals("{\n  \"statusCode\": 200,\n  \"body\": [\n    1\n  ]\n}", run(SAMPLE).output());
    desk.save("A", "# script: exit 3");
    assertEquals("The process ended with status 3.", run(SAMPLE).output());
  }

  @Test
  @DisplayName("C1.5 a node that was never saved does not run")
  void notSaved() {
    desk.stores.nodes().create(new Node(new NodeId("n"), desk.stores.bots().find(TurnDesk.BOT).orElseThrow().id(),
        new NodeName("A"), NodeSettings.DEFAULT, 1, desk.clock.instant()));
    assertEquals(ErrorCode.NOT_SAVED, assertThrows(TrainyardException.class, () -> run(SAMPLE)).code());
    assertEquals(ErrorCode.NOT_FOUND, assertThrows(TrainyardException.class,
        () -> runs.run(TurnDesk.BOT, new NodeName("NONE"), ID, sample(SAMPLE))).code());
    assertEquals(ErrorCode.NOT_FOUND, assertThrows(TrainyardException.class,
        () -> runs.run(new BotName("none"), new NodeName("A"), ID, sample(SAMPLE))).code());
  }

  @Test
  @DisplayName("C6.4 a run can be stopped by its id, and leaves its thread without an interrupt")
  void stop() throws InterruptedException {
    desk.save("A", "# script: hang");
    CompletableFuture<RunResult> result = new CompletableFuture<>();
    AtomicBoolean leaked = new AtomicBoolean();
    Thread caller = Thread.ofVirtual().start(() -> {
      result.complete(run(SAMPLE));
      leaked.set(Thread.currentThread().isInterrupted());
    });
    Eventually.holds("the run is under way", Duration.ofSeconds(10), () -> !desk.engine.activity().calls().isEmpty());
    assertFalse(runs.stop(TurnDesk.BOT, new RunId("other")));
    assertFalse(runs.stop(new BotName("other"), ID));
    assertEquals(ErrorCode.CONFLICT, assertThrows(TrainyardException.class, () -> run(SAMPLE)).code());
    assertTrue(runs.stop(TurnDesk.BOT, ID));
    caller.join();
    assertTrue(result.join().stopped());
    assertFalse(leaked.get());
    assertFalse(runs.stop(TurnDesk.BOT, ID));
    desk.save("A", TurnDesk.reply("again"));
    assertFalse(run(SAMPLE).stopped());
  }

  @Test
  @DisplayName("C6.4 a run that is stopped before its code starts never starts it")
  void stopBefore() {
    desk.save("A", "# script: hang");
    desk.memory.hook((operation, moment) -> {
      if (operation.equals("VariableStore.values") && moment == Moment.BEFORE) {
        assertTrue(runs.stop(TurnDesk.BOT, ID));
      }
    });
    RunResult result = run(SAMPLE);
    assertTrue(result.stopped());
    assertEquals(Ran.NO, ((TurnOutcome.BotBreak) result.outcome()).ran());
    assertEquals(0, desk.engine.activity().calls().size());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  @DisplayName("C6.4 an interrupt that comes as the run ends is taken back, and a foreign one is kept")
  void interrupts() {
    RunningRuns running = new RunningRuns(1);
    try (RunningRuns.Running run = running.enter(TurnDesk.BOT, ID)) {
      assertEquals("done", run.interruptibly(() -> {
        assertTrue(running.stop(TurnDesk.BOT, ID));
        assertTrue(Thread.currentThread().isInterrupted());
        return "done";
      }, () -> "stopped"));
      assertFalse(Thread.interrupted());
      assertFalse(running.stop(TurnDesk.BOT, ID));
    }
    try (RunningRuns.Running run = running.enter(TurnDesk.BOT, ID)) {
      run.interruptibly(() -> {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }, Optional::empty);
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  @DisplayName("C6.4 the number of runs is bounded, and overload is told")
  void bounded() {
    RunningRuns one = new RunningRuns(1);
    try (RunningRuns.Running run = one.enter(TurnDesk.BOT, ID)) {
      assertEquals(ErrorCode.OVERLOADED, assertThrows(TrainyardException.class,
          () -> one.enter(TurnDesk.BOT, new RunId("other"))).code());
      run.interruptibly(() -> 1, () -> 2);
    }
    one.enter(TurnDesk.BOT, ID).close();
    desk.save("A", "# script: overload 10");
    assertEquals(ErrorCode.OVERLOADED, assertThrows(TrainyardException.class, () -> run(SAMPLE)).code());
    assertEquals(ErrorCode.OVERLOADED,
        assertThrows(TrainyardException.class, () -> run(SAMPLE)).code(), "the id is free again");
  }

  private RunResult run(String sample) {
    return runs.run(TurnDesk.BOT, new NodeName("A"), ID, sample(sample));
  }

  private RunDraft runs(int most) {
    return new RunDraft(desk.stores.bots(), desk.stores.nodes(), desk.stores.drafts(), desk.stores.variables(),
        FixedRuntimeCatalog.usual(), desk.engine, TurnDesk::id, desk.clock,
        new RunDraft.Settings(Limits.DEFAULT, Duration.ofSeconds(1), most), (what, cause) -> desk.failures.add(what));
  }

  private static SampleInput sample(String json) {
    return SampleInput.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(RunResult result) throws MalformedJson {
    return JsonText.strict(new String(RunResultJson.write(result), StandardCharsets.UTF_8));
  }
}
