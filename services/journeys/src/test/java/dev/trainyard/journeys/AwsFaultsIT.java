package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.AwsFaults;
import dev.trainyard.aws.emulator.Call;
import dev.trainyard.aws.emulator.Fault;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Poll;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** AWS fails in every way it is known to fail, between a whole server and an emulator. */
@OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
class AwsFaultsIT extends FaultJourney {
  @Test
  @DisplayName("C4.3 a turn whose invocation fails has one outcome, says whether it ran, and is never made twice")
  void turnsHaveOneOutcome() {
    assertEquals("reply", turn(AwsFaults.invokeThrottled(), 2).path("outcome").asText());
    assertEquals("reply", turn(new Fault.Slow(Duration.ofSeconds(1)), 1).path("outcome").asText());
    for (Fault lost : List.of(new Fault.ResetBefore(), new Fault.ResetAfter(), new Fault.HalfAnswer(),
        new Fault.HalfHead(), AwsFaults.lambdaFailed(), new Fault.DoneBut(AwsFaults.lambdaFailed()))) {
      JsonNode turn = turn(lost, 1);
      assertEquals("engine_unavailable", turn.path("cause").asText(), lost + " gave " + turn);
      assertEquals("platform", turn.path("fault").asText());
      assertEquals("unknown", turn.path("ran").asText(), lost + " gave " + turn);
    }
    JsonNode denied = turn(AwsFaults.denied("lambda:InvokeFunction"), 1);
    assertEquals("no", denied.path("ran").asText(), denied.toString());
    assertTrue(denied.path("message").asText().contains("lambda:InvokeFunction"), denied.toString());
  }

  @Test
  @DisplayName("C4 under load and all faults at once, every turn has exactly one outcome and one record")
  void everyTurnIsAccountedFor() throws Exception {
    List<Callable<Api.Answer>> turns = new ArrayList<>();
    for (int turn = 0; turn < 60; turn++) {
      turns.add(() -> api.turn("faults", "staging", "N", "{}"));
    }
    aws.on("lambda:Invoke", new Fault.Pass(), AwsFaults.invokeThrottled(), new Fault.ResetAfter(), new Fault.Pass(),
        new Fault.HalfAnswer(), AwsFaults.lambdaFailed(), new Fault.Slow(Duration.ofMillis(300)),
        AwsFaults.invokeThrottled(), new Fault.ResetBefore(), new Fault.HalfHead(),
        new Fault.DoneBut(AwsFaults.lambdaFailed()));
    aws.on("dynamodb:BatchWriteItem", AwsFaults.failed(), AwsFaults.tableThrottled(), new Fault.ResetAfter());
    Set<String> ids = new HashSet<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
      for (Future<Api.Answer> answer : callers.invokeAll(turns)) {
        JsonNode turn = answer.get().expect(200).json();
        assertTrue(Set.of("reply", "bot_break").contains(turn.path("outcome").asText()), turn.toString());
        assertTrue(ids.add(turn.path("request_id").asText()), "an outcome was given twice");
      }
    }
    Poll.until("all turns are recorded, each once", Duration.ofSeconds(30), () -> {
      List<String> recorded = new ArrayList<>();
      JsonNode page = api.get("/bots/faults/turns?limit=200").expect(200).json();
      page.path("items").forEach(item -> recorded.add(item.path("request_id").asText()));
      assertEquals(recorded.size(), new HashSet<>(recorded).size(), "a turn was recorded twice");
      return ids.equals(Set.copyOf(recorded));
    });
  }

  @Test
  @DisplayName("while Lambda is out the server is not ready but lives, so nobody replaces it; it is ready again by itself")
  void outlivesAnOutage() {
    aws.always("lambda:*", AwsFaults.lambdaFailed());
    Poll.until("the server tells that Lambda is out", Duration.ofSeconds(30),
        () -> api.health().path("status").asText().equals("unavailable"));
    assertEquals(200, api.exchange(HttpRequest.newBuilder(api.root().resolve("/health/live"))).status());
    assertEquals("engine_unavailable",
        api.turn("faults", "staging", "N", "{}").expect(200).json().path("cause").asText());
    aws.pass();
    Poll.until("the server is ready again", Duration.ofSeconds(30),
        () -> api.health().path("status").asText().equals("ready"));
    assertEquals("first", text());
  }

  @Test
  @DisplayName("a training gets through throttles, conflicts, lost answers and failures, and publishes nothing twice")
  void trainingGetsThrough() {
    api.save("faults", "N", Nodes.replying("second")).expect(200);
    String function = aws.calls().stream().filter(call -> call.is("lambda:CreateFunction")).map(Call::text)
        .map(text -> text.replaceFirst(".*\"FunctionName\":\"([^\"]+)\".*", "$1")).findFirst().orElseThrow();
    aws.on("lambda:UpdateFunctionCode", AwsFaults.controlThrottled(), AwsFaults.updateInFlight("arn:" + function),
        AwsFaults.lambdaFailed(), new Fault.DoneBut(AwsFaults.lambdaFailed()), new Fault.ResetAfter());
    aws.on("lambda:GetFunction", new Fault.HalfAnswer(), AwsFaults.lambdaFailed());
    aws.on("dynamodb:TransactWriteItems", AwsFaults.failed(), new Fault.ResetAfter(),
        new Fault.DoneBut(AwsFaults.failed()), new Fault.HalfAnswer());
    aws.on("s3:PUT", AwsFaults.s3(503, "SlowDown"), AwsFaults.s3(500, "InternalError"), new Fault.ResetAfter());
    JsonNode training = api.train("faults");
    assertEquals("succeeded", training.path("state").asText(), training.toString());
    assertEquals(2, training.path("release").asInt());
    assertEquals("second", text());
    assertEquals(2, api.get("/bots/faults/releases").expect(200).json().path("items").size());
    Set<String> published = aws.calls().stream().filter(call -> call.is("lambda:Invoke"))
        .map(call -> call.path().replaceFirst(".*Qualifier=", "")).collect(Collectors.toSet());
    assertEquals("2", invokedVersion(), "one version a release: " + published);
  }

  @Test
  @DisplayName("a training that cannot get through fails with a sentence for the operator, and moves no stage")
  void trainingFailsWhole() {
    api.save("faults", "N", Nodes.replying("second")).expect(200);
    api.put("/bots/faults/nodes/NEW", "{}").expect(201);
    api.save("faults", "NEW", Nodes.replying("new")).expect(201);
    aws.always("lambda:CreateFunction", AwsFaults.runtimeRefused());
    JsonNode training = api.train("faults");
    assertEquals("failed", training.path("state").asText(), training.toString());
    assertTrue(training.toString().contains("TRAINYARD_AWS_RUNTIME"), training.toString());
    assertEquals(1, api.get("/bots/faults/stages").expect(200).json().at("/staging/release").asInt());
    assertEquals("first", text());
    aws.pass();
    aws.on("lambda:CreateFunction", AwsFaults.roleNotAssumable(), AwsFaults.roleNotAssumable());
    assertEquals("succeeded", api.train("faults").path("state").asText(), "a new role is waited for");
    assertEquals("second", text());
  }

  @Test
  @DisplayName("a transfer whose answer is lost has happened once, or not at all")
  void pointersMoveOnce() {
    aws.on("dynamodb:TransactWriteItems", new Fault.DoneBut(AwsFaults.failed()), new Fault.ResetAfter());
    api.post("/bots/faults/transfers", "{}").expect(200);
    JsonNode stages = api.get("/bots/faults/stages").expect(200).json();
    assertEquals(1, stages.at("/production/release").asInt(), stages.toString());
    aws.always("dynamodb:TransactWriteItems", AwsFaults.failed());
    JsonNode refused = api.post("/bots/faults/stages/production/rollbacks", "{}").json();
    assertTrue(Set.of("store_unavailable", "nothing_earlier").contains(refused.path("code").asText()),
        refused.toString());
    aws.pass();
    assertEquals(1, api.get("/bots/faults/stages").expect(200).json().at("/production/release").asInt());
  }

  @Test
  @DisplayName("C7 variables get through SSM's limits, or are refused with what to do and without their value")
  void variablesGetThrough() {
    aws.on("ssm:PutParameter", AwsFaults.tooManyUpdates(), AwsFaults.throttled(), new Fault.ResetAfter());
    api.put("/bots/faults/variables/KEY", "{\"staging\": \"another\"}", "*").expect(200);
    aws.always("ssm:PutParameter", AwsFaults.denied("ssm:PutParameter"));
    Api.Answer refused = api.put("/bots/faults/variables/KEY", "{\"staging\": \"%s\"}".formatted(SECRET), "*");
    assertEquals("store_unavailable", refused.expect(503).json().path("code").asText());
    assertTrue(refused.text().contains("ssm:PutParameter"), refused.text());
    assertFalse(refused.text().contains(SECRET), refused.text());
  }

  /** A turn that a fault befalls, which must cost so many invocations. */
  private JsonNode turn(Fault fault, int invocations) {
    int before = aws.count("lambda:Invoke");
    aws.on("lambda:Invoke", fault);
    JsonNode turn = api.turn("faults", "staging", "N", "{}").expect(200).json();
    assertEquals(invocations, aws.count("lambda:Invoke") - before, fault + " gave " + turn);
    assertFalse(turn.toString().contains(SECRET), turn.toString());
    return turn;
  }
}
