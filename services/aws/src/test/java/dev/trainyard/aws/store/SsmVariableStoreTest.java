package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.contracts.Eventually;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import dev.trainyard.variable.VariableValues;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SsmVariableStoreTest extends AwsStoreTest {
  private static final VariableName URL = new VariableName("MONGO_URI");

  private void put(int expected, String staging, String production) {
    stores().variables().put(bot.id(), URL,
        Map.of(Stage.STAGING, new VariableValue(staging), Stage.PRODUCTION, new VariableValue(production)), expected,
        ADA, AT);
  }

  private void put(String name, String staging) {
    stores().variables().put(bot.id(), new VariableName(name), Map.of(Stage.STAGING, new VariableValue(staging)), 0,
        ADA, AT);
  }

  private String path(Stage stage, String name) {
    return "/%s/%s/%s/%s".formatted(settings.prefix(), bot.id(), stage.text(), name);
  }

  private String value(Stage stage) {
    return others().variables().values(bot.id(), stage).values().getOrDefault(URL, new VariableValue("none")).text();
  }

  @Test
  @DisplayName("a value lies under its bot, stage and name, and as it is unless SSM refuses that")
  void writesParameters() {
    put(0, "mongodb://u:p@host", "{{secret}}");
    assertEquals("mongodb://u:p@host", aws.ssm().values().get(path(Stage.STAGING, "MONGO_URI")));
    assertFalse(aws.ssm().values().getOrDefault(path(Stage.PRODUCTION, "MONGO_URI"), "{{").contains("{{"));
    assertEquals("{{secret}}", value(Stage.PRODUCTION));
    put(1, "x", "{{".repeat(2048));
    assertEquals("Advanced", aws.ssm().tier(path(Stage.PRODUCTION, "MONGO_URI")));
    assertEquals("Standard", aws.ssm().tier(path(Stage.STAGING, "MONGO_URI")));
    assertEquals("{{".repeat(2048), value(Stage.PRODUCTION));
  }

  @Test
  @DisplayName("C7.4 asking for the revision asks SSM nothing, and a change is fetched alone")
  void fetchesOnlyWhatChanged() {
    for (int number = 0; number < 23; number++) {
      put("V" + number, "value " + number);
    }
    int before = aws.calls("GetParameters");
    assertEquals(23, others().variables().values(bot.id(), Stage.STAGING).values().size());
    assertEquals(3, aws.calls("GetParameters") - before);
    for (int ask = 0; ask < 20; ask++) {
      assertEquals(23, others().variables().revision(bot.id(), Stage.STAGING));
      assertEquals(23, others().variables().values(bot.id(), Stage.STAGING).values().size());
    }
    assertEquals(3, aws.calls("GetParameters") - before);
    put("NEW", "new");
    assertEquals(24, others().variables().values(bot.id(), Stage.STAGING).values().size());
    assertEquals(4, aws.calls("GetParameters") - before);
    assertEquals(24, stores().variables().values(bot.id(), Stage.STAGING).values().size());
    assertEquals(4, aws.calls("GetParameters") - before, "the writer knows what it wrote");
  }

  @Test
  @DisplayName("values of both stages are seen together or not at all, wherever the write fails")
  void setsBothStagesOrNone() {
    put(0, "old s", "old p");
    AtomicInteger puts = new AtomicInteger();
    aws.fail((call, service) -> call.equals("PutParameter") && puts.incrementAndGet() == 2
        ? FakeSsm.refusal("ParameterLimitExceeded")
        : service.get());
    TrainyardException full = refused(ErrorCode.STORE_UNAVAILABLE, () -> put(1, "new-secret s", "new-secret p"));
    assertTrue(full.detail().contains("ParameterLimitExceeded"), full.detail());
    assertFalse(full.detail().contains("secret"), full.detail());
    assertEquals("old s", value(Stage.STAGING));
    assertEquals("old p", value(Stage.PRODUCTION));
    aws.fail((call, service) -> call.equals("TransactWriteItems")
        ? FakeAws.Answer.of(400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\"}")
        : service.get());
    refused(ErrorCode.STORE_UNAVAILABLE, () -> put(1, "new s", "new p"));
    aws.fail((call, service) -> service.get());
    assertEquals("old s", value(Stage.STAGING));
    put(1, "newer s", "newer p");
    assertEquals("newer s", value(Stage.STAGING));
    assertEquals("newer p", value(Stage.PRODUCTION));
    assertEquals(2, others().variables().list(bot.id()).getFirst().revision());
  }

  @Test
  void waitsWhereSsmIsBusy() {
    aws.failNext(2, "PutParameter", FakeSsm.refusal("TooManyUpdates"));
    put(0, "s", "p");
    aws.failNext(2, "GetParameters", FakeSsm.refusal("ThrottlingException"));
    assertEquals("s", value(Stage.STAGING));
    aws.failNext(100, "PutParameter", FakeSsm.refusal("ThrottlingException"));
    String detail = refused(ErrorCode.STORE_UNAVAILABLE, () -> put(1, "s", "p")).detail();
    assertEquals("AWS throttles SSM; try again in a moment, or have the quota raised.", detail);
  }

  @Test
  @DisplayName("a version that is not to be seen yet is waited for")
  void waitsForWhatWasJustWritten() {
    put(0, "s", "p");
    aws.ssm().hide(2);
    assertEquals("s", value(Stage.STAGING));
  }

  @Test
  void saysThatAParameterWasRemovedByHand() {
    put(0, "s", "p");
    aws.ssm().remove(path(Stage.STAGING, "MONGO_URI"));
    String detail = refused(ErrorCode.STORE_UNAVAILABLE, () -> value(Stage.STAGING)).detail();
    assertTrue(detail.contains("set that variable anew") && detail.contains("staging"), detail);
    put(1, "again", "p");
    assertEquals("again", value(Stage.STAGING));
  }

  @Test
  @DisplayName("a server that is late with a deletion spares the variable that was made anew meanwhile")
  void aLateDeletionSparesTheNextLife() throws InterruptedException {
    put(0, "first", "first");
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger deletions = new AtomicInteger();
    aws.fail((call, service) -> {
      if (call.equals("DeleteParameters") && deletions.getAndIncrement() == 0) {
        reached.countDown();
        awaitQuietly(go);
      }
      return service.get();
    });
    Thread late = Thread.ofVirtual().start(() -> others().variables().delete(bot.id(), URL, 1));
    awaitQuietly(reached);
    put(0, "second", "second");
    assertEquals("second", value(Stage.STAGING));
    go.countDown();
    late.join();
    assertEquals("second", value(Stage.STAGING));
    assertEquals(Set.of(path(Stage.STAGING, "MONGO_URI.2"), path(Stage.PRODUCTION, "MONGO_URI.2")),
        aws.ssm().values().keySet());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("a deletion whose server died before SSM was told is finished when it is repeated")
  void finishesADeletion() {
    put(0, "s", "p");
    aws.fail((call, service) -> call.equals("DeleteParameters")
        ? FakeSsm.refusal("InternalServerError")
        : service.get());
    refused(ErrorCode.STORE_UNAVAILABLE, () -> stores().variables().delete(bot.id(), URL, 1));
    assertEquals(Set.of(), others().variables().values(bot.id(), Stage.STAGING).values().keySet());
    assertEquals(2, aws.ssm().values().size());
    aws.fail((call, service) -> service.get());
    others().variables().delete(bot.id(), URL, 1);
    assertEquals(Map.of(), aws.ssm().values());
    int calls = aws.calls("DeleteParameters");
    others().variables().delete(bot.id(), URL, 1);
    assertEquals(calls, aws.calls("DeleteParameters"));
  }

  @Test
  @DisplayName("C8.7 with the bot go all its parameters, also those that no index names")
  void deletesAllParametersOfABot() {
    for (int number = 0; number < 24; number++) {
      put("V" + number, "x");
    }
    aws.fail((call, service) -> call.equals("TransactWriteItems")
        ? FakeAws.Answer.of(400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\"}")
        : service.get());
    refused(ErrorCode.STORE_UNAVAILABLE, () -> put("ORPHAN", "x"));
    aws.fail((call, service) -> service.get());
    assertEquals(25, aws.ssm().values().size());
    stores().bots().delete(bot);
    Eventually.holds("all parameters are gone", Duration.ofSeconds(10), () -> aws.ssm().values().isEmpty());
  }

  @Test
  @DisplayName("values of one revision are the same for every server, while they change and come and go")
  void readsOneMomentOnAllServers() {
    Set<VariableValues> seen = new HashSet<>();
    for (int round = 0; round < 6; round++) {
      put(0, "s" + round, "p" + round);
      VariableValues mine = stores().variables().values(bot.id(), Stage.STAGING);
      VariableValues theirs = others().variables().values(bot.id(), Stage.STAGING);
      assertEquals(mine, theirs);
      assertEquals("s" + round, value(Stage.STAGING));
      assertTrue(seen.add(theirs));
      stores().variables().delete(bot.id(), URL, 1);
    }
  }
}
