package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.lambda.FakeLambda.Operation;
import dev.trainyard.aws.lambda.LambdaAnswer;
import dev.trainyard.aws.lambda.LambdaFault;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a turn when Lambda, or the way to it, fails: one outcome, and the code ran at most once. */
class LambdaInvokingTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);
  private final FakeHome home = new FakeHome();
  private final LambdaFunctionEngine engine = home.open();

  @AfterEach
  void close() {
    engine.close();
    home.close();
  }

  private FunctionVersion counting() {
    return engine.publish(FakeHome.node(), home.spec("# script: count\n", 128));
  }

  private Invocation.Unavailable unavailable(Invocation invocation, Ran ran) {
    Invocation.Unavailable unavailable = assertInstanceOf(Invocation.Unavailable.class, invocation);
    assertEquals(ran, unavailable.ran(), unavailable.message());
    return unavailable;
  }

  /** The count that the code keeps tells how often it ran before. */
  private void assertRan(int times, FunctionVersion version) {
    Invocation.Returned returned = assertInstanceOf(Invocation.Returned.class,
        engine.invoke(version, FakeHome.request(LONG)));
    assertTrue(returned.result().text().contains("\\\"" + (times + 1) + "\\\""), returned.result().text());
  }

  @Test
  @DisplayName("C4.2 a throttle is tried again, since nothing ran")
  void triesThrottlesAgain() {
    FunctionVersion version = counting();
    home.lambda().refuse(Operation.INVOKE, LambdaAnswer.throttled());
    home.lambda().refuse(Operation.INVOKE, LambdaAnswer.throttled());
    assertRan(0, version);
    assertEquals(3, home.lambda().count(Operation.INVOKE));
  }

  @Test
  @DisplayName("C4.2 throttled for longer than a turn may wait: turned away, soon")
  void turnsThrottledTurnsAway() {
    FunctionVersion version = counting();
    IntStream.range(0, 100).forEach(repeat -> home.lambda().refuse(Operation.INVOKE, LambdaAnswer.throttled()));
    long started = System.nanoTime();
    Invocation.Overloaded overloaded = assertInstanceOf(Invocation.Overloaded.class,
        engine.invoke(version, FakeHome.request(SHORT)));
    assertTrue(overloaded.retryAfter().isPositive());
    assertTrue(Duration.ofNanos(System.nanoTime() - started).compareTo(Duration.ofSeconds(3)) < 0);
  }

  @Test
  @DisplayName("C4.3 whatever may have run is not tried again, and unknown")
  void neverRepeatsWhatMayHaveRun() {
    for (LambdaFault fault : List.of(new LambdaFault.DropAfter(), new LambdaFault.HalfAnswer())) {
      FunctionVersion version = counting();
      home.lambda().fail(Operation.INVOKE, fault);
      unavailable(engine.invoke(version, FakeHome.request(LONG)), Ran.UNKNOWN);
      assertRan(1, version);
    }
    for (LambdaFault fault : List.of(new LambdaFault.DropBefore(),
        new LambdaFault.Refuse(LambdaAnswer.refusal(500, "ServiceException", "The service failed.")))) {
      FunctionVersion version = counting();
      home.lambda().fail(Operation.INVOKE, fault);
      unavailable(engine.invoke(version, FakeHome.request(LONG)), Ran.UNKNOWN);
      assertRan(0, version);
    }
  }

  @Test
  @DisplayName("C4 engine_unavailable: what Lambda could not start, and refusals, did not run")
  void knowsWhatDidNotRun() {
    FunctionVersion version = counting();
    for (LambdaAnswer answer : List.of(LambdaAnswer.refusal(502, "InvalidRuntimeException", "x"),
        LambdaAnswer.refusal(502, "KMSDisabledException", "x"),
        LambdaAnswer.refusal(403, "AccessDeniedException", "not authorized to perform: lambda:InvokeFunction"))) {
      home.lambda().refuse(Operation.INVOKE, answer);
      unavailable(engine.invoke(version, FakeHome.request(LONG)), Ran.NO);
    }
    assertRan(0, version);
  }

  @Test
  @DisplayName("C4 engine_unavailable: nobody listens at the address; a turn waits as long as it may, and no longer")
  void knowsThatNobodyListens() {
    FunctionVersion version = counting();
    home.lambda().close();
    long started = System.nanoTime();
    unavailable(engine.invoke(version, FakeHome.request(SHORT)), Ran.NO);
    assertTrue(Duration.ofNanos(System.nanoTime() - started).compareTo(Duration.ofSeconds(5)) < 0);
    assertFalse(engine.health().available());
    assertFalse(engine.health().degradations().getFirst().remedy().isBlank());
  }

  @Test
  @DisplayName("a version that was retired, or whose function is gone, says what to do")
  void saysThatAVersionIsGone() {
    FunctionVersion version = counting();
    engine.retire(version);
    engine.retire(version);
    assertTrue(unavailable(engine.invoke(version, FakeHome.request(LONG)), Ran.NO).message().contains("train again"));
    FunctionVersion elsewhere = new FunctionVersion(version.function(), version.spec(), "bot/node/digest");
    assertTrue(
        unavailable(engine.invoke(elsewhere, FakeHome.request(LONG)), Ran.NO).message().contains("another engine"));
  }

  @Test
  @DisplayName("a version that is not ready yet is waited for")
  void waitsForPending() {
    FunctionVersion version = counting();
    home.lambda().refuse(Operation.INVOKE, LambdaAnswer.refusal(409, "ResourceConflictException",
        "The function is currently in the following state: Pending"));
    assertRan(0, version);
  }

  @Test
  @DisplayName("an event over 6 MB never leaves")
  void refusesLargeEvents() {
    FunctionVersion version = counting();
    InvocationRequest large = new InvocationRequest(UUID.randomUUID().toString(),
        Payload.of(new byte[Payload.MOST_BYTES + 1]), LONG);
    unavailable(engine.invoke(version, large), Ran.NO);
    assertEquals(0, home.lambda().count(Operation.INVOKE));
  }

  @Test
  @DisplayName("an answer of another version is not taken for the release's")
  void checksTheVersionThatRan() {
    FunctionVersion version = counting();
    home.lambda().refuse(Operation.INVOKE, new LambdaAnswer(200, Map.of("X-Amz-Executed-Version", "$LATEST"), "{}"));
    unavailable(engine.invoke(version, FakeHome.request(LONG)), Ran.UNKNOWN);
  }

  @Test
  @DisplayName("C5.2 timeouts and exits as Lambda spelled them in 2019")
  void readsOldSpellings() {
    try (FakeHome old = new FakeHome(codes -> FakeHome.scripts(codes, true));
        LambdaFunctionEngine of2019 = old.open()) {
      FunctionVersion hanging = of2019.publish(FakeHome.node(),
          new FunctionSpec(old.spec("# script: hang\n", 128).code(), old.catalog().runtime(), old.catalog().layers(),
              Duration.ofSeconds(1), new MemorySize(128)));
      assertEquals(Cause.TIMEOUT, assertInstanceOf(Invocation.Ended.class,
          of2019.invoke(hanging, FakeHome.request(LONG))).cause());
      FunctionVersion exiting = of2019.publish(FakeHome.node(), old.spec("# script: exit 3\n", 128));
      assertEquals(Cause.EXIT, assertInstanceOf(Invocation.Ended.class,
          of2019.invoke(exiting, FakeHome.request(LONG))).cause());
    }
  }

  @Test
  @DisplayName("what AWS repeats of an event is in no message")
  void keepsSecretsOut() {
    FunctionVersion version = counting();
    for (LambdaAnswer answer : List.of(
        LambdaAnswer.refusal(400, "InvalidRequestContentException", "Could not parse request body: swordfish"),
        LambdaAnswer.refusal(500, "ServiceException", "swordfish"),
        LambdaAnswer.refusal(404, "ResourceNotFoundException", "swordfish"))) {
      home.lambda().refuse(Operation.INVOKE, answer);
      Invocation.Unavailable told = assertInstanceOf(Invocation.Unavailable.class,
          engine.invoke(version, FakeHome.request(LONG)));
      assertFalse(told.message().contains("swordfish"), told.message());
    }
  }

  @Test
  @DisplayName("more turns at once than this server has places are turned away by it")
  void limitsTurnsAtOnce() {
    LambdaEngineSettings usual = FakeHome.settings();
    try (LambdaFunctionEngine narrow = home.open(new LambdaEngineSettings(usual.prefix(), usual.roleArn(),
        usual.bucket(), 1, 1, 5, usual.patience()))) {
      FunctionVersion slow = narrow.publish(FakeHome.node(), home.spec("# script: sleep 2000\n# script: count\n", 128));
      Thread first = Thread.ofVirtual().start(() -> narrow.invoke(slow, FakeHome.request(LONG)));
      Eventually.holds("the first is under way", LONG,
          () -> home.lambda().count(Operation.INVOKE) == 1);
      assertInstanceOf(Invocation.Overloaded.class, narrow.invoke(slow, FakeHome.request(Duration.ofMillis(50))));
      assertTrue(first.isAlive());
    }
  }
}
