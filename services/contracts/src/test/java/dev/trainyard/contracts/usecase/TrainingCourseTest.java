package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.contracts.memory.CallHook;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.release.TrainBot;
import dev.trainyard.release.Training;
import dev.trainyard.release.Training.State;
import dev.trainyard.release.TrainingEvents;
import dev.trainyard.release.TrainingId;
import dev.trainyard.release.TrainingSettings;
import dev.trainyard.release.TrainingWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How trainings run: their lease, their pace, their failures. */
final class TrainingCourseTest {
  private static final TrainingSettings SETTINGS = TrainingSettings.DEFAULT;

  @Test
  @DisplayName("C8.5 a training whose server died is interrupted, and the next one reuses what it published")
  void theNextReuses() {
    HeldTasks held = new HeldTasks();
    Workshop workshop = bot(new Workshop(SETTINGS, held));
    Training lost = workshop.train.start(BOT, "", AUTHOR);
    assertEquals(ErrorCode.TRAINING_RUNNING, refusal(workshop).code());
    assertEquals(lost.id().value(), refusal(workshop).members().get("training"));
    workshop.later(SETTINGS.lease());
    assertEquals(State.INTERRUPTED, workshop.train.find(BOT, lost.id()).state());

    workshop.train.start(BOT, "", AUTHOR);
    held.runLast();
    assertEquals(1, workshop.at(Stage.STAGING));

    held.runFirst();
    assertEquals(State.INTERRUPTED, workshop.train.find(BOT, lost.id()).state());
    assertEquals(1, workshop.at(Stage.STAGING));
    assertEquals(1, workshop.releases.list(BOT, PageRequest.first(10)).items().size());
  }

  @Test
  @DisplayName("C8.5 a server that stalls before it appends changes nothing once others took its training for dead")
  void aLateServerIsFenced() {
    Workshop workshop = bot(new Workshop());
    workshop.release();
    workshop.save("ONE", "late");
    List<Training> other = new ArrayList<>();
    workshop.memory.hook((operation, moment) -> {
      if (operation.equals("CodeStore.put") && moment == Moment.AFTER && other.isEmpty()) {
        other.add(Training.begun(new TrainingId("other"),
            workshop.bots.find(BOT).id(), AUTHOR, "", workshop.clock.instant()));
        workshop.later(SETTINGS.lease());
        workshop.save("ONE", "fresh");
        assertEquals(State.SUCCEEDED, workshop.train().state());
      }
    });
    workshop.train.start(BOT, "", AUTHOR);
    workshop.memory.hook(CallHook.NONE);

    assertEquals(2, workshop.at(Stage.STAGING));
    assertTrue(workshop.stages.view(BOT).untrained().isEmpty(), "the later training's drafts are the ones that count");
    assertEquals(List.of(State.SUCCEEDED, State.INTERRUPTED, State.SUCCEEDED),
        workshop.train.list(BOT, PageRequest.first(10)).items().stream().map(Training::state).toList());
  }

  @Test
  @DisplayName("C8.5 the lease is kept while one publish takes longer than it")
  void keepsTheLease() throws InterruptedException {
    TrainingSettings shortLease = new TrainingSettings(2, 2, Duration.ofSeconds(1), Duration.ofMillis(100), 20);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Workshop workshop = bot(new Workshop(shortLease, executor));
      CountDownLatch renewed = new CountDownLatch(4);
      workshop.memory.hook((operation, moment) -> {
        if (operation.equals("TrainingStore.update") && moment == Moment.AFTER) {
          renewed.countDown();
        }
      });
      workshop.engine.hook((operation, moment) -> await(renewed));
      Training begun = workshop.train.start(BOT, "", AUTHOR);
      assertTrue(renewed.await(20, TimeUnit.SECONDS), "renewed again and again while nothing is published");
      assertEquals(State.SUCCEEDED, end(workshop, begun).state());
    }
  }

  @Test
  @DisplayName("C8.1 500 changed nodes take a handful of store calls, and at most four publishes at once")
  void isFrugal() throws InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Workshop workshop = new Workshop(SETTINGS, executor);
      workshop.makeBot();
      for (int i = 0; i < 500; i++) {
        workshop.save("NODE_" + i, "code " + i);
      }
      Map<String, AtomicInteger> calls = new ConcurrentSkipListMap<>();
      workshop.memory.hook((operation, moment) -> {
        if (moment == Moment.BEFORE) {
          calls.computeIfAbsent(operation, _ -> new AtomicInteger()).incrementAndGet();
        }
      });
      CountDownLatch together = new CountDownLatch(2);
      AtomicInteger running = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      workshop.engine.hook((operation, moment) -> {
        if (moment == Moment.BEFORE) {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          together.countDown();
          await(together);
        } else {
          running.decrementAndGet();
        }
      });
      Training done = end(workshop, workshop.train.start(BOT, "", AUTHOR));
      assertEquals(State.SUCCEEDED, done.state(), done.toString());
      assertEquals(500, done.done());
      assertTrue(most.get() > 1 && most.get() <= 4, "at once: " + most);
      Map<String, Integer> counts = new TreeMap<>();
      calls.forEach((operation, count) -> counts.put(operation, count.get()));
      counts.remove("CodeStore.get");
      counts.keySet().removeIf(operation -> operation.startsWith("TrainingStore.find"));
      assertTrue(counts.values().stream().mapToInt(Integer::intValue).sum() <= 25, counts.toString());
      assertTrue(counts.getOrDefault("TrainingStore.update", 0) <= 5, "progress is throttled: " + counts);
    }
  }

  @Test
  @DisplayName("C8.1 progress is told node by node")
  void tellsProgress() throws InterruptedException {
    assertEquals(List.of("0 of 2: ONE publishing, TWO waiting", "1 of 2: ONE published, TWO publishing"), told(1));
  }

  @Test
  @DisplayName("C8.1 who watches hears that a node is begun, not only that one is done")
  void tellsBeginnings() throws InterruptedException {
    assertEquals(List.of("0 of 2: ONE publishing, TWO waiting", "0 of 2: ONE publishing, TWO publishing"), told(2));
  }

  /** What is told right before each of two nodes is published. */
  private static List<String> told(int parallel) throws InterruptedException {
    HeldTasks held = new HeldTasks();
    Workshop workshop = bot(new Workshop(new TrainingSettings(parallel, 1, SETTINGS.lease(), Duration.ZERO, 20), held));
    workshop.save("TWO", "b");
    Training begun = workshop.train.start(BOT, "", AUTHOR);
    List<String> told = new ArrayList<>();
    try (TrainingWatch watch = workshop.train.watch(BOT, begun.id())) {
      workshop.engine.hook((operation, moment) -> {
        if (moment == Moment.BEFORE) {
          told.add(next(watch).map(training -> training.done() + " of " + training.of()).orElse("nothing") + ": "
              + workshop.train.steps(begun.id()).stream().map(step -> step.node() + " " + step.state().text())
                  .collect(Collectors.joining(", ")));
        }
      });
      held.runFirst();
      assertEquals(Optional.of(State.SUCCEEDED), next(watch).map(Training::state));
      assertEquals(List.of(), workshop.train.steps(begun.id()), "nothing is kept of what has ended");
    }
    return told;
  }

  @Test
  @DisplayName("C8.5 who asks another server hears how many nodes are published, and the end, from the store")
  void tellsAcrossServers() throws InterruptedException {
    HeldTasks held = new HeldTasks();
    Workshop workshop = bot(new Workshop(new TrainingSettings(1, 1, SETTINGS.lease(), Duration.ZERO, 20), held));
    workshop.save("TWO", "b");
    TrainBot other = new TrainBot(workshop.bots, workshop.ports, workshop.manifests, () -> "none", workshop.clock,
        Runnable::run, new TrainingEvents(1), SETTINGS);
    Training begun = workshop.train.start(BOT, "", AUTHOR);
    List<String> told = new ArrayList<>();
    try (TrainingWatch watch = other.watch(BOT, begun.id())) {
      workshop.engine.hook((operation, moment) -> {
        if (moment == Moment.BEFORE) {
          told.add(next(watch).map(training -> training.done() + " of " + training.of()).orElse("nothing"));
        }
      });
      held.runFirst();
      assertEquals(List.of("0 of 2", "1 of 2"), told);
      assertEquals(List.of(), other.steps(begun.id()), "which ones, only their own server tells");
      assertEquals(Optional.of(State.SUCCEEDED), next(watch).map(Training::state));
    }
  }

  @Test
  @DisplayName("of very many nodes, those alone are told that are being published")
  void tellsOfManyOnlyThoseAtWork() {
    HeldTasks held = new HeldTasks();
    Workshop workshop = bot(
        new Workshop(new TrainingSettings(1, 1, SETTINGS.lease(), SETTINGS.progressEvery(), 20), held));
    for (int i = 0; i < 500; i++) {
      workshop.save("SAME_" + i, "b");
    }
    Training begun = workshop.train.start(BOT, "", AUTHOR);
    List<Integer> told = new ArrayList<>();
    workshop.engine.hook((operation, moment) -> told.add(workshop.train.steps(begun.id()).size()));
    held.runFirst();
    assertEquals(Set.of(1), Set.copyOf(told));
  }

  @Test
  @DisplayName("C8.5 who watches a training of a server that died hears of it")
  void tellsTheEndOfTheDead() throws InterruptedException {
    HeldTasks held = new HeldTasks();
    Workshop workshop = bot(new Workshop(SETTINGS, held));
    workshop.save("TWO", "b");
    Training begun = workshop.train.start(BOT, "", AUTHOR);
    try (TrainingWatch watch = workshop.train.watch(BOT, begun.id())) {
      assertEquals(Optional.of(State.RUNNING), watch.next(Duration.ZERO).map(Training::state));
      assertEquals(Optional.empty(), watch.next(Duration.ofMillis(5)));
      assertEquals(Optional.empty(), watch.end(Duration.ofMillis(5)));
      workshop.later(SETTINGS.lease());
      assertEquals(Optional.of(State.INTERRUPTED), watch.next(Duration.ZERO).map(Training::state));
      assertTrue(watch.ended());
      assertEquals(Optional.empty(), watch.next(Duration.ofSeconds(60)), "nothing comes after the end");
    }
  }

  @Test
  @DisplayName("C8.5 an engine that fails fails the training by name of the node; nothing moved; the next one goes on")
  void engineFailures() {
    Workshop workshop = bot(new Workshop());
    workshop.release();
    workshop.save("ONE", "next");
    workshop.engine.hook((operation, moment) -> {
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, "No process could be started.");
    });
    Training failed = workshop.train();
    assertEquals(State.FAILED, failed.state());
    assertEquals("Node ONE could not be published: No process could be started.", failed.failure().orElseThrow());
    assertEquals(1, workshop.at(Stage.STAGING));
    workshop.engine.hook(CallHook.NONE);
    assertEquals(2, workshop.release());
  }

  @Test
  @DisplayName("a failure that nobody foresaw ends the training too, and is told to the listener")
  void surprises() {
    Workshop workshop = bot(new Workshop());
    workshop.engine.hook((operation, moment) -> {
      throw new IllegalStateException("surprise");
    });
    assertEquals(State.FAILED, workshop.train().state());
    assertTrue(workshop.failures.getFirst().contains("train bot clinic"), workshop.failures.toString());
    workshop.engine.hook((operation, moment) -> {
      throw new StackOverflowError();
    });
    assertEquals(State.FAILED, workshop.train().state());
  }

  @Test
  @DisplayName("too many trainings at once are turned away, and a stopping server leaves none behind")
  void limits() {
    HeldTasks held = new HeldTasks();
    Workshop busy = bot(
        new Workshop(new TrainingSettings(4, 1, Duration.ofSeconds(30), Duration.ZERO, 20), held));
    busy.bots.put(new BotName("other"), BotSettings.DEFAULT, Workshop.NONE);
    busy.nodes.put(new BotName("other"), new NodeName("A"),
        NodeSettings.DEFAULT, Workshop.NONE);
    busy.train.start(BOT, "", AUTHOR);
    TrainyardException refused = assertThrows(TrainyardException.class,
        () -> busy.train.start(new BotName("other"), "", AUTHOR));
    assertEquals(ErrorCode.OVERLOADED, refused.code());
    held.runFirst();
    busy.train.start(new BotName("other"), "", AUTHOR);

    Workshop stopping = bot(new Workshop(SETTINGS, task -> {
      throw new RejectedExecutionException();
    }));
    assertEquals(ErrorCode.OVERLOADED, refusal(stopping).code());
    assertEquals(State.FAILED, stopping.train.list(BOT, PageRequest.first(1)).items().getFirst().state());
    assertEquals(ErrorCode.OVERLOADED, refusal(stopping).code(), "the slot was given back");
  }

  @Test
  @DisplayName("C8.1 staging that a person moves while a training ends is moved from where it is then")
  void surviveAMoveInBetween() {
    Workshop workshop = bot(new Workshop());
    workshop.release();
    workshop.save("ONE", "two");
    workshop.release();
    workshop.save("ONE", "three");
    AtomicInteger moves = new AtomicInteger();
    workshop.memory.hook((operation, moment) -> {
      if (operation.equals("StageStore.move") && moment == Moment.BEFORE && moves.getAndIncrement() == 0) {
        workshop.rollBack.rollBack(BOT, Stage.STAGING, Optional.of(1), AUTHOR);
      }
    });
    assertEquals(3, workshop.release());
    assertEquals(3, workshop.at(Stage.STAGING));
  }

  private static Workshop bot(Workshop workshop) {
    workshop.makeBot();
    workshop.save("ONE", "a");
    return workshop;
  }

  private static Training end(Workshop workshop, Training begun) throws InterruptedException {
    try (TrainingWatch watch = workshop.train.watch(BOT, begun.id())) {
      return watch.end(Duration.ofSeconds(20)).orElseThrow();
    }
  }

  private static TrainyardException refusal(Workshop workshop) {
    return assertThrows(TrainyardException.class, () -> workshop.train.start(BOT, "", AUTHOR));
  }

  private static Optional<Training> next(TrainingWatch watch) {
    try {
      return watch.next(Duration.ZERO);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
