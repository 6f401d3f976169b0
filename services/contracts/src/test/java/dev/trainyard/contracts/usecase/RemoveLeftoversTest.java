package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.ANY;
import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.contracts.memory.CallHook;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.RemoveLeftovers;
import dev.trainyard.release.Stage;
import dev.trainyard.release.TrainingSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions of deleted nodes and bots go, all of them, but none that a release or something under way needs. */
class RemoveLeftoversTest {
  private static final Duration KEPT = Duration.ofMinutes(60);
  private static final PageRequest ALL = PageRequest.first(500);

  private static RemoveLeftovers removing(Workshop workshop) {
    return new RemoveLeftovers(workshop.stores.bots(), workshop.ports, workshop.manifests, workshop.clock, KEPT);
  }

  private static RemoveLeftovers run(Workshop workshop) {
    RemoveLeftovers removing = removing(workshop);
    removing.run();
    workshop.later(KEPT);
    removing.run();
    return removing;
  }

  private static Set<String> removed(Workshop workshop) {
    return workshop.engine.activity().removals().stream().map(function -> function.nodeName().value())
        .collect(Collectors.toSet());
  }

  private static List<NodeFunction> leftovers(Workshop workshop) {
    return workshop.stores.nodes().leftovers(ALL).items();
  }

  private static void delete(Workshop workshop, String node) {
    workshop.nodes.delete(BOT, new NodeName(node), ANY);
  }

  /** A bot with a released node, one that only its production release has, and one that was never released. */
  private static Workshop filled() {
    Workshop workshop = Workshop.withBot();
    workshop.save("RELEASED", "code");
    workshop.save("FORMER", "code");
    workshop.release();
    workshop.transfer.transfer(BOT, Optional.empty(), true, AUTHOR);
    delete(workshop, "FORMER");
    workshop.release();
    workshop.nodes.put(BOT, new NodeName("TRIED"), NodeSettings.DEFAULT, Workshop.NONE);
    return workshop;
  }

  @Test
  @DisplayName("C8.7 all functions of a deleted bot go: of nodes, of nodes deleted before, of nodes never released")
  void removesAllOfABot() {
    Workshop workshop = filled();
    workshop.bots.delete(BOT, ANY, true);
    run(workshop);
    assertEquals(Set.of("FORMER", "RELEASED", "TRIED"), removed(workshop));
    assertEquals(List.of(), leftovers(workshop));
    int calls = workshop.engine.activity().removals().size();
    run(workshop);
    assertEquals(calls, workshop.engine.activity().removals().size(), "done is done");
  }

  private static void deleteAndRemove(Workshop workshop) {
    workshop.bots.delete(BOT, ANY, true);
    run(workshop);
  }

  /** Before and after every call of a port: 3 to delete the bot, 3 to look, and 2 for each of 3 functions. */
  static IntStream deaths() {
    return IntStream.rangeClosed(1, 2 * (3 + 3 + 2 * 3));
  }

  @ParameterizedTest(name = "at step {0}")
  @MethodSource("deaths")
  @DisplayName("C8.7 a server that dies anywhere in between leaves the rest to the next one")
  void survivesCrashes(int death) {
    Workshop workshop = filled();
    AtomicInteger steps = new AtomicInteger();
    CallHook dies = (operation, moment) -> {
      if (steps.incrementAndGet() >= death) {
        throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE, "killed at " + operation);
      }
    };
    workshop.memory.hook(dies);
    workshop.engine.hook(dies);
    assertThrows(TrainyardException.class, () -> deleteAndRemove(workshop));
    workshop.memory.hook(CallHook.NONE);
    workshop.engine.hook(CallHook.NONE);
    if (workshop.stores.bots().find(BOT).isPresent()) {
      assertEquals(Set.of(), removed(workshop), "nothing of a bot that is still there");
      workshop.bots.delete(BOT, ANY, true);
    }
    run(workshop);
    assertEquals(Set.of("FORMER", "RELEASED", "TRIED"), removed(workshop));
    assertEquals(List.of(), leftovers(workshop));
  }

  @Test
  @DisplayName("C8.7 a node that no release ever had goes at once; one that a release has goes with the last such release")
  void removesFunctionsOfDeletedNodes() {
    Workshop workshop = new Workshop(new TrainingSettings(4, 8, Duration.ofSeconds(30), Duration.ZERO, 3),
        Runnable::run);
    workshop.makeBot();
    workshop.save("STAYING", "always the same");
    workshop.release();
    workshop.save("LEAVING", "for a while");
    workshop.release();
    workshop.rollBack.rollBack(BOT, Stage.STAGING, Optional.empty(), AUTHOR);
    workshop.save("TRIED", "never trained");
    delete(workshop, "LEAVING");
    delete(workshop, "TRIED");
    RemoveLeftovers removing = run(workshop);
    assertEquals(Set.of("TRIED"), removed(workshop));
    for (int i = 1; i <= 40; i++) {
      workshop.save("GREET", "code " + i);
      workshop.release();
      workshop.rollBack.rollBack(BOT, Stage.STAGING, Optional.empty(), AUTHOR);
      removing.run();
      boolean kept = workshop.releases.list(BOT, ALL).items().stream().anyMatch(release -> release.number() == 2);
      assertEquals(!kept, removed(workshop).contains("LEAVING"), "after release " + i);
    }
    assertEquals(Set.of("LEAVING", "TRIED"), removed(workshop));
    assertEquals(2, workshop.engine.activity().removals().size(), "each once");
  }

  @Test
  @DisplayName("what began before the deletion has time to end, and a bot of the same name is another bot")
  void waits() {
    Workshop workshop = filled();
    workshop.bots.delete(BOT, ANY, true);
    RemoveLeftovers removing = removing(workshop);
    removing.run();
    workshop.later(KEPT.minusSeconds(1));
    removing.run();
    assertEquals(List.of(), workshop.engine.activity().removals());
    workshop.makeBot();
    workshop.save("RELEASED", "code");
    workshop.release();
    workshop.later(Duration.ofSeconds(1));
    removing.run();
    assertEquals(Set.of("FORMER", "RELEASED", "TRIED"), removed(workshop));
    NodeFunction anew = workshop.engine.activity().publishes().getLast().function();
    assertTrue(workshop.engine.activity().removals().stream().noneMatch(anew::equals));
  }

  @Test
  @DisplayName("a training that took the node before it was deleted may still release it")
  void waitsForTrainings() {
    HeldTasks tasks = new HeldTasks();
    Workshop workshop = new Workshop(TrainingSettings.DEFAULT, tasks);
    workshop.makeBot();
    workshop.save("LEAVING", "code");
    workshop.train.start(BOT, "", AUTHOR);
    delete(workshop, "LEAVING");
    RemoveLeftovers removing = removing(workshop);
    removing.run();
    workshop.now.updateAndGet(now -> now.plus(TrainingSettings.DEFAULT.lease()).minusSeconds(1));
    RemoveLeftovers impatient = new RemoveLeftovers(workshop.stores.bots(), workshop.ports, workshop.manifests,
        workshop.clock, Duration.ZERO);
    impatient.run();
    assertEquals(List.of(), workshop.engine.activity().removals());
    assertEquals(1, leftovers(workshop).size());
    workshop.later(Duration.ofSeconds(2));
    impatient.run();
    assertEquals(Set.of("LEAVING"), removed(workshop), "the training's server is dead");
  }

  @Test
  @DisplayName("what the engine could not give up is tried again")
  void triesAgain() {
    Workshop workshop = filled();
    workshop.bots.delete(BOT, ANY, true);
    workshop.engine.hook((operation, moment) -> {
      if (operation.equals("FunctionEngine.remove") && moment == Moment.BEFORE) {
        throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, "throttled");
      }
    });
    RemoveLeftovers removing = removing(workshop);
    removing.run();
    workshop.later(KEPT);
    assertThrows(TrainyardException.class, removing::run);
    assertEquals(3, leftovers(workshop).size());
    workshop.engine.hook(CallHook.NONE);
    removing.run();
    assertEquals(List.of(), leftovers(workshop));
  }
}
