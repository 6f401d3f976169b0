package dev.trainyard.contracts.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.NodeCode;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnOutcome;
import dev.trainyard.turn.TurnOutcome.BotBreak;
import dev.trainyard.turn.TurnOutcome.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every engine that runs Python must do with nodes that mean no good: each of their turns has its one outcome, the
 * first as well as the next, and a healthy node of the same bot answers right after it as if nothing had been.
 */
public abstract class HostileNodesContract extends EngineContract {
  private static final int LONGEST_MESSAGE = 64 * 1024;
  private static final int MOST_FRAMES = 100;
  private static final int LONGEST_LOG = 256 * 1024 + 4096;
  private static final NodeFunction HEALTHY = function();

  static List<HostileNode> nodes() {
    return HostileNode.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nodes")
  @DisplayName("C4 a hostile node has its one outcome, twice, and harms nobody")
  void hasItsOneOutcome(HostileNode node) {
    NodeCode code = NodeFiles.code("hostile/" + node.name());
    FunctionVersion version = engine().publish(function(), spec(code, node.timeoutSeconds()));
    FunctionVersion healthy = engine().publish(HEALTHY, spec("semantics/reply"));
    for (int repeat = 0; repeat < 2; repeat++) {
      long startedAt = System.nanoTime();
      InvocationRequest request = request("{\"node\": \"NODE\"}");
      Invocation invocation = engine().invoke(version, request);
      Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
      check(node, code, request, invocation);
      Duration limit = normalTime().plusSeconds(node.timeoutSeconds() == 1 ? 12 : 5);
      assertTrue(took.compareTo(limit) < 0, "took " + took);
      assertHealthy(healthy);
    }
  }

  private void assertHealthy(FunctionVersion healthy) {
    long startedAt = System.nanoTime();
    assertEquals("hello", answer(turn(healthy)));
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    assertTrue(took.compareTo(normalTime()) < 0, "the healthy node took " + took);
  }

  private void check(HostileNode node, NodeCode code, InvocationRequest request, Invocation invocation) {
    TurnOutcome outcome = outcome(invocation);
    Optional<BreakCause> expected = home().unharmed().contains(node.name()) ? Optional.empty() : node.cause();
    switch (outcome) {
      case Reply reply -> {
        assertEquals(expected, Optional.empty(), () -> outcome + "\n" + invocation);
        assertEquals("still here", reply.response().get(0).asText());
      }
      case BotBreak broken -> {
        assertEquals(expected, Optional.of(broken.cause()), () -> outcome + "\n" + invocation);
        assertEquals(node.ran(), broken.ran(), broken::toString);
        checkTexts(node, code, broken);
      }
    }
    checkLog(request, log(invocation));
  }

  private void checkTexts(HostileNode node, NodeCode code, BotBreak broken) {
    assertTrue(broken.message().contains(node.message()), broken::message);
    assertTrue(!broken.message().isBlank() && broken.message().length() <= LONGEST_MESSAGE, "a message has its limits");
    assertTrue(broken.stack().size() <= MOST_FRAMES, "a stack has its limits");
    assertTrue(broken.stack().stream().noneMatch(frame -> frame.file().contains("trainyard")), broken::toString);
    OptionalInt line = NodeFiles.markedLine(code);
    boolean tells = !node.name().startsWith("load_") || can(Capability.TELLS_LINE_OF_LOAD_FAULT);
    if (line.isPresent() && tells && broken.cause() != BreakCause.OUT_OF_MEMORY) {
      assertEquals(line, broken.line(), broken::toString);
    }
  }

  private static void checkLog(InvocationRequest request, InvocationLog log) {
    assertTrue(log.text().length() <= LONGEST_LOG, "a log has its limits");
    assertTrue(log.text().contains("START RequestId: " + request.id() + " Version: "), log::text);
    assertTrue(log.text().contains("END RequestId: " + request.id() + "\n"), log::text);
    assertTrue(log.text().contains("REPORT RequestId: " + request.id() + "\tDuration: "), log::text);
  }

  @Test
  @DisplayName("C4 syntax_error: a NUL character in the code")
  void codeWithANul() {
    NodeCode code = new NodeCode(NodeFiles.code("semantics/reply").source() + "A = \"\u0000\"\n");
    BotBreak broken = assertInstanceOf(BotBreak.class, outcome(turn(engine().publish(function(), spec(code, 20)))));
    assertEquals(BreakCause.SYNTAX_ERROR, broken.cause());
  }

  @Test
  @DisplayName("C4 all hostile nodes at once leave the healthy one alone")
  void allAtOnce() {
    FunctionVersion healthy = engine().publish(HEALTHY, spec("semantics/reply"));
    List<Thread> callers = nodes().stream().filter(node -> node.timeoutSeconds() == 1).map(node -> {
      FunctionVersion version = engine().publish(function(), spec(NodeFiles.code("hostile/" + node.name()), 1));
      return Thread.ofVirtual().start(() -> turn(version));
    }).toList();
    for (int turn = 0; turn < 20; turn++) {
      assertHealthy(healthy);
    }
    callers.forEach(caller -> {
      try {
        assertTrue(caller.join(Duration.ofMinutes(2)), "a hostile turn never ended");
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
    });
    assertHealthy(healthy);
  }
}
