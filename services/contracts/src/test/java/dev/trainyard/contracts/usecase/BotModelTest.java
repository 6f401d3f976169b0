package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.ANY;
import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Manifest;
import dev.trainyard.release.ManifestJson;
import dev.trainyard.release.Release;
import dev.trainyard.release.ReleasedNode;
import dev.trainyard.release.Stage;
import dev.trainyard.release.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A bot's life against a model of it: what each release holds, and where the stages are. A crash is an exception out of
 * some store or engine call, before or after it did its work, and out of every call that the dead server still tries.
 * After its lease, the use cases go on over the same stores; they hold nothing but a cache of what never changes.
 */
final class BotModelTest {
  private static final TrainingSettings SETTINGS = new TrainingSettings(2, 2, Duration.ofSeconds(30), Duration.ZERO, 2);
  private static final List<String> NODES = List.of("ONE", "TWO", "THREE");

  /** What somebody does; the number says to which node, release or call. */
  record Step(Kind kind, int number) {
  }

  enum Kind {
    SAVE, DELETE, TRAIN, RELEASE_OFTEN, TRANSFER, ROLL_BACK_STAGING, ROLL_BACK_PRODUCTION, CRASH_IN_TRAIN, CRASH_IN_TRANSFER, CRASH_IN_ROLL_BACK
  }

  @Property(tries = 300)
  @Label("C8.5 whatever happens and wherever it crashes, stages are on whole releases, and the next Train goes on")
  void lives(@ForAll("steps") List<Step> steps) {
    Life life = new Life();
    for (Step step : steps) {
      life.take(step);
      life.check();
    }
    life.trainAtLast();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> any = Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 40))
        .as(Step::new);
    Arbitrary<Step> busy = Combinators
        .combine(Arbitraries.of(Kind.SAVE, Kind.TRAIN, Kind.CRASH_IN_TRAIN), Arbitraries.integers().between(0, 40))
        .as(Step::new);
    return Arbitraries.oneOf(any, busy).list().ofMinSize(1).ofMaxSize(60);
  }

  /** A server that died: whatever its threads still try fails, and has no effect. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }

  /** One bot, its stores, and what the model knows. */
  private static final class Life {
    private final Workshop workshop = new Workshop(SETTINGS, Runnable::run);
    private final Map<NodeName, String> drafts = new TreeMap<>();
    private final Map<Integer, Map<NodeName, String>> releases = new HashMap<>();
    private final Set<FunctionVersion> retired = new HashSet<>();
    private int saves;
    private int crashAt = -1;
    private int calls;

    Life() {
      workshop.makeBot();
      workshop.memory.hook(this::call);
      workshop.engine.hook(this::call);
    }

    /** Fails the chosen call, at the chosen side of it, and every one after it. */
    private void call(String operation, Moment moment) {
      if (crashAt >= 0 && calls++ >= crashAt) {
        throw new Crash();
      }
    }

    void take(Step step) {
      switch (step.kind()) {
        case SAVE -> save(NODES.get(step.number() % NODES.size()));
        case DELETE -> delete(NODES.get(step.number() % NODES.size()));
        case TRAIN -> train();
        case RELEASE_OFTEN -> releaseOften(1 + step.number() % 8);
        case TRANSFER -> move(() -> workshop.transfer.transfer(BOT, Optional.empty(), true, AUTHOR));
        case ROLL_BACK_STAGING -> rollBack(Stage.STAGING, step.number());
        case ROLL_BACK_PRODUCTION -> rollBack(Stage.PRODUCTION, step.number());
        case CRASH_IN_TRAIN -> crash(step.number(), this::train);
        case CRASH_IN_TRANSFER -> crash(step.number() % 20,
            () -> workshop.transfer.transfer(BOT, Optional.empty(), true, AUTHOR));
        case CRASH_IN_ROLL_BACK -> crash(step.number() % 12,
            () -> workshop.rollBack.rollBack(BOT, Stage.STAGING, Optional.empty(), AUTHOR));
      }
    }

    private void save(String node) {
      String code = "code " + ++saves;
      workshop.save(node, code);
      drafts.put(new NodeName(node), code);
    }

    private void delete(String node) {
      if (drafts.remove(new NodeName(node)) != null) {
        workshop.nodes.delete(BOT, new NodeName(node), ANY);
      }
    }

    private void train() {
      if (!drafts.isEmpty()) {
        workshop.train();
      }
    }

    private void releaseOften(int times) {
      for (int i = 0; i < times; i++) {
        save(NODES.getFirst());
        train();
        learn();
      }
    }

    private void rollBack(Stage stage, int number) {
      Optional<Integer> to = number % 3 == 0 ? Optional.of(number) : Optional.empty();
      int before = workshop.at(stage);
      move(() -> workshop.rollBack.rollBack(BOT, stage, to, AUTHOR));
      if (to.isEmpty() && before != 0) {
        assertTrue(workshop.at(stage) != 0, "a stage never loses its release");
      }
    }

    /** A move may be refused by a rule, never by anything else. */
    private static void move(Runnable moving) {
      try {
        moving.run();
      } catch (TrainyardException refused) {
        assertTrue(Set.of(ErrorCode.NOT_RELEASED, ErrorCode.NOTHING_EARLIER, ErrorCode.INVALID, ErrorCode.PRUNED)
            .contains(refused.code()), refused.toString());
      }
    }

    private void crash(int at, Runnable work) {
      int staging = workshop.at(Stage.STAGING);
      int production = workshop.at(Stage.PRODUCTION);
      calls = 0;
      crashAt = at;
      try {
        work.run();
      } catch (Crash | TrainyardException ended) {
        // The server is gone, or a rule refused what it was to do.
      } finally {
        crashAt = -1;
      }
      learn();
      Set<Integer> known = new HashSet<>(releases.keySet());
      known.add(0);
      assertTrue(known.contains(workshop.at(Stage.STAGING)), "from " + staging);
      assertTrue(known.contains(workshop.at(Stage.PRODUCTION)), "from " + production);
      workshop.later(SETTINGS.lease());
    }

    /** Every release is whole, holds what the drafts held at its making, and never changes. */
    void check() {
      learn();
      for (Stage stage : Stage.values()) {
        int release = workshop.at(stage);
        if (release != 0) {
          assertTrue(workshop.stores.releases().find(bot(), release).isPresent(), "release " + release + " is kept");
          assertTrue(manifest(release).nodes().values().stream().map(ReleasedNode::version)
              .noneMatch(retired()::contains), "its versions are kept");
        }
      }
    }

    private void learn() {
      Optional<Release> newest = workshop.stores.releases().newest(bot());
      newest.ifPresent(release -> {
        Map<NodeName, String> held = held(release.number());
        Map<NodeName, String> before = releases.putIfAbsent(release.number(), held);
        assertEquals(before == null ? drafts : before, held, "release " + release.number());
      });
    }

    void trainAtLast() {
      if (drafts.isEmpty()) {
        save("ONE");
      }
      int release = workshop.release();
      assertEquals(release, workshop.at(Stage.STAGING));
      assertEquals(drafts, held(release));
      assertTrue(workshop.stages.view(BOT).untrained().isEmpty());
      assertEquals(release, workshop.release(), "and another one finds nothing to do");
    }

    private Set<FunctionVersion> retired() {
      retired.addAll(workshop.engine.activity().retirements());
      return retired;
    }

    private Map<NodeName, String> held(int release) {
      Map<NodeName, String> held = new TreeMap<>();
      manifest(release).nodes().forEach((name, node) -> held.put(name,
          new String(workshop.stores.codes().get(node.code()).orElseThrow(), StandardCharsets.UTF_8)));
      return held;
    }

    private Manifest manifest(int number) {
      Release release = workshop.stores.releases().find(bot(), number).orElseThrow();
      return ManifestJson.read(workshop.stores.codes().get(release.manifest()).orElseThrow());
    }

    private BotId bot() {
      return workshop.bots.find(BOT).id();
    }
  }
}
