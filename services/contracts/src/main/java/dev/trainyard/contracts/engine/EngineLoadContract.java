package dev.trainyard.contracts.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.contracts.Eventually;
import dev.trainyard.contracts.Race;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.Invocation.Overloaded;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@code FunctionEngine} must do for many callers at once, for callers that go away, and at its end. */
public abstract class EngineLoadContract extends EngineContract {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private static <T> T result(Future<T> future) {
    try {
      return future.get(2, TimeUnit.MINUTES);
    } catch (InterruptedException | ExecutionException | TimeoutException broken) {
      throw new AssertionError("no answer", broken);
    }
  }

  @Test
  @DisplayName("16 callers at once get each their own answer")
  void keepsCallersApart() {
    FunctionVersion version = published("semantics/echo");
    var finishes = Race.run(16, caller -> IntStream.range(0, 20).allMatch(turn -> {
      String body = "{\"caller\": %d, \"turn\": %d, \"filling\": \"%s\"}".formatted(caller, turn,
          "é".repeat(caller * 100));
      return answer(engine().invoke(version, request(body))).equals(body);
    }));
    assertTrue(finishes.stream().allMatch(finish -> finish.value().equals(Optional.of(true))));
  }

  @Test
  @DisplayName("C4.2 too many at once are turned away in no time, and did not run; the others are answered")
  void turnsAwayAtOnce() {
    FunctionVersion version = published("semantics/sleeps_longer");
    AtomicBoolean slow = new AtomicBoolean();
    List<Invocation> invocations = Race.run(tooMany(), caller -> {
      long startedAt = System.nanoTime();
      Invocation invocation = engine().invoke(version, request("{}", Duration.ofMillis(200)));
      if (invocation instanceof Overloaded && System.nanoTime() - startedAt > normalTime().toNanos() / 2) {
        slow.set(true);
      }
      return invocation;
    }).stream().map(finish -> finish.value().orElseThrow()).toList();
    List<Overloaded> turnedAway = invocations.stream().filter(Overloaded.class::isInstance)
        .map(Overloaded.class::cast).toList();
    assertTrue(invocations.stream()
        .allMatch(each -> each instanceof Overloaded || each instanceof Invocation.Returned), invocations.toString());
    assertEquals(can(Capability.TURNS_AWAY), !turnedAway.isEmpty());
    assertTrue(turnedAway.size() < tooMany(), "nobody was answered");
    assertTrue(turnedAway.stream().allMatch(each -> each.retryAfter().isPositive()));
    assertFalse(slow.get(), "somebody was turned away slowly");
    assertEquals("hello", answer(turn(published("semantics/reply"))));
  }

  @Test
  @DisplayName("C4 timeout: what waited for its turn still has its whole time")
  void waitingTakesNoTimeAway() {
    FunctionVersion version = engine().publish(function(), spec(NodeFiles.code("semantics/sleeps"), 1));
    var finishes = Race.run(12, caller -> answer(engine().invoke(version, request("{}", Duration.ofMinutes(1)))));
    assertTrue(finishes.stream().allMatch(finish -> finish.value().equals(Optional.of("rested"))));
  }

  @Test
  @DisplayName("C6.4 however many drafts run, a turn has its place")
  void draftsTakeNoTurnsPlace() {
    FunctionVersion version = published("semantics/reply");
    FunctionSpec hanging = spec(NodeFiles.code("semantics/hangs"), 20);
    List<Thread> drafts = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      NodeFunction function = function();
      drafts.add(Thread.ofVirtual()
          .start(() -> engine().runDraft(function, hanging, request("{}", Duration.ofSeconds(30)))));
    }
    try {
      for (int turn = 0; turn < 10; turn++) {
        long startedAt = System.nanoTime();
        assertEquals("hello", answer(turn(version)));
        assertTrue(System.nanoTime() - startedAt < normalTime().toNanos(), "a turn had to wait for drafts");
      }
    } finally {
      drafts.forEach(Thread::interrupt);
      Eventually.holds("the drafts stop", normalTime().plusSeconds(10),
          () -> drafts.stream().noneMatch(Thread::isAlive));
    }
  }

  @Test
  @DisplayName("C4.5 an interrupt stops a draft, and is used up by it")
  void anInterruptStopsADraft() throws InterruptedException {
    FunctionSpec hanging = spec("semantics/hangs");
    NodeFunction function = function();
    List<Invocation> ended = new ArrayList<>();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread draft = Thread.ofVirtual().start(() -> {
      ended.add(engine().runDraft(function, hanging, request("{}")));
      stillInterrupted.set(Thread.currentThread().isInterrupted());
    });
    Eventually.holds("the draft waits", normalTime(), () -> draft.getState() == Thread.State.WAITING
        || draft.getState() == Thread.State.TIMED_WAITING);
    draft.interrupt();
    assertTrue(draft.join(normalTime()), "the draft went on");
    ended(Cause.STOPPED, ended.getFirst());
    assertFalse(stillInterrupted.get());
    assertEquals("hello", answer(engine().runDraft(function, spec("semantics/reply"), request("{}"))));
  }

  @Test
  @DisplayName("C4.5 an interrupt does not stop a turn")
  void anInterruptSparesATurn() throws InterruptedException {
    FunctionVersion version = published("semantics/sleeps");
    List<String> answers = new ArrayList<>();
    Thread caller = Thread.ofVirtual().start(() -> answers.add(answer(turn(version))));
    Eventually.holds("the turn waits", normalTime(), () -> caller.getState() == Thread.State.WAITING
        || caller.getState() == Thread.State.TIMED_WAITING);
    caller.interrupt();
    assertTrue(caller.join(normalTime()), "no answer");
    assertEquals(List.of("rested"), answers);
  }

  @Test
  @DisplayName("a turn that finds its caller interrupted already runs all the same")
  void anInterruptBeforehandSparesATurn() {
    FunctionVersion version = published("semantics/reply");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertEquals("hello", result(threads.submit(() -> {
        Thread.currentThread().interrupt();
        try {
          return answer(turn(version));
        } finally {
          Thread.interrupted();
        }
      })));
    }
  }

  @Test
  @DisplayName("what is submitted is told to its caller, each outcome once; or the engine says that it can only wait")
  void submittedTurnsAreTold() throws InterruptedException {
    FunctionVersion version = published("semantics/reply");
    BlockingQueue<Invocation> told = new LinkedBlockingQueue<>();
    int submitted = 0;
    for (int turn = 0; turn < 50; turn++) {
      submitted += engine().submit(version, request("{}"), told::add) ? 1 : 0;
    }
    assertTrue(submitted == 0 || submitted == 50, "an engine either can or cannot: " + submitted);
    for (int turn = 0; turn < submitted; turn++) {
      Invocation outcome = told.poll(normalTime().toSeconds(), TimeUnit.SECONDS);
      assertEquals("hello", answer(Objects.requireNonNull(outcome, "a turn was not told")));
    }
    assertEquals("hello", answer(turn(version)));
    assertTrue(told.isEmpty(), "an outcome was told twice");
  }

  @Test
  @DisplayName("closing ends what runs, soon")
  void closingEndsWhatRuns() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Invocation> turn;
      Future<Invocation> draft;
      try (FunctionEngine closed = home().open()) {
        FunctionVersion version = closed.publish(function(), spec("semantics/sleeps_longer"));
        FunctionSpec hanging = spec(NodeFiles.code("semantics/hangs"), 60);
        turn = threads.submit(() -> closed.invoke(version, request("{}")));
        draft = threads.submit(() -> closed.runDraft(function(), hanging, request("{}")));
        assertFalse(turn.isDone());
      }
      long closedAt = System.nanoTime();
      Invocation ended = result(turn);
      assertTrue(ended instanceof Invocation.Returned || ended instanceof Invocation.Ended
          || (ended instanceof Invocation.Unavailable(String _, Ran ran) && ran != Ran.YES), ended.toString());
      assertFalse(result(draft) instanceof Invocation.Returned);
      assertTrue(System.nanoTime() - closedAt < normalTime().plus(A_SECOND).toNanos(), "closing took too long");
    }
  }
}
