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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** AWS says that somebody else was quicker, or shows what was before, between a whole server and an emulator. */
@OnEmulator({Ability.DYNAMODB, Ability.S3, Ability.SSM, Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
class AwsConflictsIT extends FaultJourney {
  private static final Set<String> READS = Set.of("GetItem", "Query", "BatchGetItem", "TransactGetItems", "Scan");

  @Test
  @DisplayName("412: a function that changed since it was read is read anew, and no version is published twice")
  void revisionsThatMoved() {
    Fault refused = AwsFaults.preconditionFailed();
    Fault doneAndRefused = new Fault.DoneBut(AwsFaults.preconditionFailed());
    api.save("faults", "N", Nodes.replying("second")).expect(200);
    aws.on("lambda:UpdateFunctionCode", refused, refused, doneAndRefused);
    assertEquals(2, release());
    assertEquals("second", text());
    assertEquals("2", invokedVersion());

    api.put("/bots/faults/nodes/N", "{\"memory_mb\": 256}", "*").expect(200);
    aws.on("lambda:UpdateFunctionConfiguration", refused, doneAndRefused);
    aws.on("lambda:PublishVersion", refused, doneAndRefused);
    assertEquals(3, release());
    assertEquals("second", text());
    assertEquals("3", invokedVersion());
  }

  @Test
  @DisplayName("412 and 409 of S3, conditions and conflicts of DynamoDB: a training writes once, or its author is told")
  void conditionalWrites() {
    aws.on("s3:PUT", AwsFaults.s3(409, "ConditionalRequestConflict"),
        new Fault.DoneBut(AwsFaults.s3(412, "PreconditionFailed")));
    aws.on("dynamodb:TransactWriteItems", AwsFaults.transactionCancelled("TransactionConflict", "None"),
        AwsFaults.transactionCancelled("None", "TransactionConflict"));
    api.save("faults", "N", Nodes.replying("second")).expect(200);
    // Another server moved the stage since it was read.
    aws.on(moveOf("staging"), AwsFaults.transactionCancelled("ConditionalCheckFailed", "None"));
    assertEquals(2, release());
    assertEquals(2, staging());
    assertEquals("second", text());
  }

  @Test
  @DisplayName("a change whose condition fails at the table itself is its author's to look at again, and changes nothing")
  void lostChange() {
    String etag = api.get("/bots/faults/nodes/N").expect(200).etag();
    Fault.Held held = new Fault.Held();
    aws.on("dynamodb:TransactWriteItems", held);
    try (ExecutorService late = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Api.Answer> lost = late
          .submit(() -> api.put("/bots/faults/nodes/N", "{\"memory_mb\": 512}", etag));
      assertTrue(held.reached().await(30, TimeUnit.SECONDS));
      api.put("/bots/faults/nodes/N", "{\"memory_mb\": 256}", etag).expect(200);
      held.go().countDown();
      assertEquals("conflict", lost.get().expect(412).json().path("code").asText());
    } catch (InterruptedException | ExecutionException broken) {
      throw new AssertionError(broken);
    }
    assertEquals(256, api.get("/bots/faults/nodes/N").expect(200).json().path("memory_mb").asInt());
  }

  @Test
  @DisplayName("a transfer that another server was quicker than moves nothing, and says so")
  void lostTransfer() {
    aws.always(moveOf("production"), AwsFaults.transactionCancelled("ConditionalCheckFailed", "None"));
    JsonNode refused = api.post("/bots/faults/transfers", "{}").json();
    assertTrue(refused.path("status").asInt() >= 400, refused.toString());
    assertFalse(refused.path("detail").asText().isBlank(), refused.toString());
    assertTrue(api.get("/bots/faults/stages").expect(200).json().path("production").isNull());
    aws.pass();
    api.post("/bots/faults/transfers", "{}").expect(200);
    assertEquals(1, api.get("/bots/faults/stages").expect(200).json().at("/production/release").asInt());
  }

  @Test
  @DisplayName("stale reads of Lambda: what shows the state of before delays a training, and spoils nothing")
  void staleReads() {
    Fault stale = new Fault.Stale();
    for (int release = 2; release <= 4; release++) {
      // To another text, and back to the first: its version is there already.
      String text = release == 3 ? "first" : "text of " + release;
      api.save("faults", "N", Nodes.replying(text)).expect(200);
      aws.on("lambda:GetFunction", stale, stale, stale, stale);
      aws.on("lambda:ListVersionsByFunction", stale, stale);
      assertEquals(release, release());
      assertEquals(release, staging());
      assertEquals(text, text());
      aws.pass();
    }
    List<String> published = aws.calls().stream().filter(call -> call.is("lambda:UpdateFunctionCode"))
        .map(Call::text).distinct().toList();
    assertTrue(published.size() <= 3, "each text is published once: " + published.size());
    assertEquals(4, api.get("/bots/faults/releases").expect(200).json().path("items").size());
  }

  @Test
  @DisplayName("no read of the table may be stale: all ask for what was written last")
  void consistentReads() {
    api.get("/bots").expect(200);
    api.get("/bots/faults/turns").expect(200);
    api.get("/bots/faults/export").expect(200);
    List<Call> reads = aws.calls().stream()
        .filter(call -> call.service().equals("dynamodb") && READS.contains(call.operation())).toList();
    assertTrue(reads.size() > 20, reads.toString());
    assertEquals(List.of(),
        reads.stream().filter(call -> !call.text().contains("\"ConsistentRead\":true")).map(Call::text).toList());
  }

  private static Predicate<Call> moveOf(String stage) {
    return call -> call.is("dynamodb:TransactWriteItems") && call.text().contains("STAGE#" + stage);
  }
}
