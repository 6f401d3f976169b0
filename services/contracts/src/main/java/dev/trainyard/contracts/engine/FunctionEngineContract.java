package dev.trainyard.contracts.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.Digest;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import dev.trainyard.engine.EngineHealth;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Ran;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnOutcome.BotBreak;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@code FunctionEngine} must do, whatever runs the code. The node files of this suite say what they do in
 * Python and in the comments that the scripted engine reads.
 */
public abstract class FunctionEngineContract extends EngineContract {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  @Test
  @DisplayName("C3 a version answers")
  void answers() {
    assertEquals("hello", answer(turn(published("semantics/reply"))));
  }

  @Test
  @DisplayName("C8.1 the same function and spec give the same version, whoever publishes, and however often")
  void publishesTheSameOnce() {
    NodeFunction function = function();
    FunctionSpec spec = spec("semantics/reply");
    List<Finish<FunctionVersion>> finishes = Race.run(6, number -> engine().publish(function, spec));
    try (FunctionEngine other = home().open()) {
      Set<FunctionVersion> versions = new HashSet<>(Set.of(other.publish(function, spec)));
      finishes.forEach(finish -> versions.add(finish.value().orElseThrow()));
      assertEquals(1, versions.size(), versions.toString());
      assertEquals(function, versions.iterator().next().function());
      assertEquals(spec, versions.iterator().next().spec());
    }
  }

  @Test
  @DisplayName("C8.6 a version can be invoked through another instance, and after the publishing one is gone")
  void survivesItsPublisher() {
    FunctionVersion version;
    try (FunctionEngine other = home().open()) {
      version = other.publish(function(), spec("semantics/reply"));
    }
    assertEquals("hello", answer(turn(version)));
    FunctionVersion remembered = new FunctionVersion(version.function(), version.spec(), version.reference());
    try (FunctionEngine another = home().open()) {
      assertEquals("hello", answer(another.invoke(remembered, request("{}"))));
    }
  }

  @Test
  @DisplayName("C8.1 whatever differs in a spec, and another node, makes another version")
  void tellsVersionsApart() {
    NodeFunction function = function();
    FunctionSpec spec = spec("semantics/reply");
    Set<FunctionVersion> versions = new HashSet<>();
    for (FunctionSpec each : List.of(spec, spec("semantics/other_reply"),
        new FunctionSpec(spec.code(), spec.runtime(), spec.layers(), Duration.ofSeconds(21), spec.memory()),
        new FunctionSpec(spec.code(), spec.runtime(), spec.layers(), spec.timeout(), new MemorySize(192)))) {
      FunctionVersion version = engine().publish(function, each);
      assertTrue(version.reference().length() <= 300, version.reference());
      versions.add(version);
    }
    versions.add(engine().publish(function(), spec));
    assertEquals(5, versions.size(), versions.toString());
  }

  @Test
  @DisplayName("C8.4 going back to earlier code gives the earlier version, and each version keeps answering")
  void publishesBackAndForth() {
    NodeFunction function = function();
    FunctionVersion first = engine().publish(function, spec("semantics/reply"));
    FunctionVersion second = engine().publish(function, spec("semantics/other_reply"));
    assertEquals(first, engine().publish(function, spec("semantics/reply")));
    assertEquals("hello", answer(turn(first)));
    assertEquals("good-bye", answer(turn(second)));
  }

  @Test
  void refusesToPublishCodeThatIsNowhere() {
    FunctionSpec spec = spec("semantics/reply");
    FunctionSpec absent = new FunctionSpec(Digest.of("nowhere"), spec.runtime(), spec.layers(), spec.timeout(),
        spec.memory());
    TrainyardException refusal = assertThrows(TrainyardException.class, () -> engine().publish(function(), absent));
    assertEquals(ErrorCode.ENGINE_UNAVAILABLE, refusal.code());
    Invocation.Unavailable unavailable = assertInstanceOf(Invocation.Unavailable.class,
        engine().runDraft(function(), absent, request("{}")));
    assertEquals(Ran.NO, unavailable.ran());
  }

  @Test
  @DisplayName("turns of a version find what earlier ones kept in globals; other versions and drafts do not")
  void keepsLoadedCode() {
    NodeFunction function = function();
    FunctionVersion version = engine().publish(function, spec("semantics/count"));
    int most = IntStream.range(0, 12).map(turn -> Integer.parseInt(answer(turn(version)))).max().orElse(0);
    if (can(Capability.KEEPS_LOADED_CODE)) {
      assertTrue(most > 1, "every turn found nothing");
    } else {
      assertEquals(1, most);
    }
    FunctionSpec spec = version.spec();
    FunctionVersion sibling = engine().publish(function,
        new FunctionSpec(spec.code(), spec.runtime(), spec.layers(), Duration.ofSeconds(19), spec.memory()));
    assertEquals("1", answer(turn(sibling)));
    assertEquals("1", answer(turn(published("semantics/count"))));
    assertEquals("1", answer(engine().runDraft(function, spec, request("{}"))));
    NodeFunction namesake = new NodeFunction(new BotId("other-" + function.node()), function.node(),
        function.botName(), function.nodeName());
    assertEquals("1", answer(turn(engine().publish(namesake, spec))));
  }

  @Test
  @DisplayName("C4 exception: a version that raised answers again")
  void survivesAnException() {
    FunctionVersion version = published("semantics/raises");
    for (int repeat = 0; repeat < 3; repeat++) {
      BotBreak broken = assertInstanceOf(BotBreak.class, outcome(turn(version)));
      assertEquals(BreakCause.EXCEPTION, broken.cause());
      assertEquals("as it should", broken.message());
      assertEquals("ValueError", broken.errorType().orElseThrow());
    }
  }

  @Test
  @DisplayName("C4 process_exit: ran; at load: did not run")
  void tellsHowAProcessEnded() {
    FunctionVersion version = published("semantics/exits");
    for (int repeat = 0; repeat < 3; repeat++) {
      assertEquals(Ran.YES, ended(Cause.EXIT, turn(version)).ran());
    }
    assertEquals(Ran.NO, ended(Cause.EXIT_AT_LOAD, turn(published("semantics/exits_at_load"))).ran());
    BotBreak broken = assertInstanceOf(BotBreak.class, outcome(turn(published("semantics/exits_at_load"))));
    assertEquals(BreakCause.INIT_ERROR, broken.cause());
  }

  @Test
  @DisplayName("C4 timeout: ended at the node's limit, not much later, and the node answers again")
  void endsWhatTakesTooLong() {
    FunctionVersion version = engine().publish(function(), spec(NodeFiles.code("semantics/hangs"), 1));
    for (int repeat = 0; repeat < 2; repeat++) {
      long startedAt = System.nanoTime();
      Invocation.Ended ended = ended(Cause.TIMEOUT, turn(version));
      Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
      assertEquals(Ran.YES, ended.ran());
      assertTrue(took.compareTo(A_SECOND) >= 0 && took.compareTo(A_SECOND.plus(normalTime())) < 0, took.toString());
    }
    FunctionVersion slow = engine().publish(version.function(), spec(NodeFiles.code("semantics/sleeps"), 2));
    Invocation.Returned rested = assertInstanceOf(Invocation.Returned.class, turn(slow));
    assertEquals("rested", answer(rested));
    assertTrue(rested.usage().run().compareTo(Duration.ofMillis(490)) >= 0, rested.usage().toString());
  }

  @Test
  @DisplayName("C4 out_of_memory and response_too_large are limits, not the end of the node")
  void endsWhatTakesTooMuch() {
    FunctionVersion eating = published("semantics/eats_memory");
    FunctionVersion talking = published("semantics/answers_too_much");
    for (int repeat = 0; repeat < 2; repeat++) {
      assertEquals(BreakCause.OUT_OF_MEMORY, assertInstanceOf(BotBreak.class, outcome(turn(eating))).cause());
      assertEquals(BreakCause.RESPONSE_TOO_LARGE, assertInstanceOf(BotBreak.class, outcome(turn(talking))).cause());
    }
  }

  @Test
  @DisplayName("C4 syntax_error: code that does not compile can be published, and fails at the turn")
  void publishesWhatDoesNotCompile() {
    BotBreak broken = assertInstanceOf(BotBreak.class, outcome(turn(published("semantics/does_not_compile"))));
    assertEquals(BreakCause.SYNTAX_ERROR, broken.cause());
    assertEquals(Ran.NO, broken.ran());
    assertTrue(broken.message().contains("invalid syntax"), broken.message());
  }

  @Test
  @DisplayName("C5.3 the log has START, the output, END and REPORT, with the turn's id")
  void logs() {
    var request = request("{}");
    String log = log(engine().invoke(published("semantics/prints"), request)).text();
    List<String> lines = log.lines().toList();
    assertTrue(lines.getFirst().startsWith("START RequestId: " + request.id() + " Version: "), log);
    assertEquals("printed by the node", lines.get(1));
    assertEquals("END RequestId: " + request.id(), lines.get(2));
    assertTrue(lines.get(3).startsWith("REPORT RequestId: " + request.id() + "\tDuration: "), log);
    assertEquals(4, lines.size(), log);
  }

  @Test
  @DisplayName("C6.1 a draft runs without being published")
  void runsDrafts() {
    NodeFunction function = function();
    assertEquals("hello", answer(engine().runDraft(function, spec("semantics/reply"), request("{}"))));
    assertEquals("good-bye", answer(engine().runDraft(function, spec("semantics/other_reply"), request("{}"))));
    ended(Cause.EXIT, engine().runDraft(function, spec("semantics/exits"), request("{}")));
    ended(Cause.TIMEOUT,
        engine().runDraft(function, spec(NodeFiles.code("semantics/hangs"), 1), request("{}")));
  }

  @Test
  @DisplayName("retiring a version may be repeated, and publishing it again brings it back")
  void retires() {
    FunctionVersion version = published("semantics/reply");
    FunctionVersion kept = published("semantics/other_reply");
    assertEquals("hello", answer(turn(version)));
    engine().retire(version);
    engine().retire(version);
    assertEquals("good-bye", answer(turn(kept)));
    FunctionVersion again = engine().publish(version.function(), version.spec());
    assertEquals("hello", answer(turn(again)));
  }

  @Test
  @DisplayName("removing a function whose node is gone may be repeated, and leaves all others alone")
  void removes() {
    FunctionVersion version = published("semantics/reply");
    FunctionVersion kept = published("semantics/other_reply");
    engine().runDraft(version.function(), version.spec(), request("{}"));
    engine().retire(version);
    engine().remove(version.function());
    engine().remove(version.function());
    engine().remove(function());
    assertEquals("good-bye", answer(turn(kept)));
  }

  @Test
  @DisplayName("advice on what to keep warm is cheap, replaces the advice before, and changes no answer")
  void keepsWarm() {
    NodeFunction function = function(new BotId("warm-" + function().node()));
    FunctionVersion first = engine().publish(function, spec("semantics/reply"));
    FunctionVersion second = engine().publish(function, spec("semantics/other_reply"));
    assertTimeout(A_SECOND, () -> engine().keepWarm(function.bot(), Set.of(first), Set.of(second)));
    assertEquals("hello", answer(turn(first)));
    assertTimeout(A_SECOND, () -> engine().keepWarm(function.bot(), Set.of(second), Set.of(first)));
    assertEquals("good-bye", answer(turn(second)));
    assertEquals("hello", answer(turn(first)));
    assertTimeout(A_SECOND, () -> engine().keepWarm(function.bot(), Set.of(), Set.of()));
    assertEquals("good-bye", answer(turn(second)));
  }

  @Test
  void tellsItsHealthWithinASecond() {
    EngineHealth health = assertTimeout(A_SECOND, () -> engine().health());
    assertTrue(health.available(), health.toString());
    assertFalse(health.summary().isBlank());
    assertTrue(health.degradations().stream()
        .noneMatch(lack -> lack.name().isBlank() || lack.why().isBlank() || lack.remedy().isBlank()));
  }

  @Test
  @DisplayName("a closed engine runs nothing any more, says so, and may be closed again")
  void closes() {
    FunctionEngine closed = home().open();
    FunctionVersion version = closed.publish(function(), spec("semantics/reply"));
    assertEquals("hello", answer(closed.invoke(version, request("{}"))));
    closed.close();
    closed.close();
    assertEquals(Ran.NO, assertInstanceOf(Invocation.Unavailable.class, closed.invoke(version, request("{}"))).ran());
    assertInstanceOf(Invocation.Unavailable.class,
        closed.runDraft(version.function(), version.spec(), request("{}")));
    assertFalse(closed.health().available());
    assertEquals("hello", answer(turn(version)), "the other instance goes on");
    assertNotEquals(closed, engine());
  }
}
