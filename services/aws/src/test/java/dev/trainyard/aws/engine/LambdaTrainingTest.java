package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.client.Pace;
import dev.trainyard.aws.lambda.FakeLambda.Operation;
import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotChanges;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.Drafts;
import dev.trainyard.bot.IdSource;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.Nodes;
import dev.trainyard.bot.Precondition;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.memory.InMemoryStores;
import dev.trainyard.contracts.memory.ScriptedCodeChecker;
import dev.trainyard.release.Manifests;
import dev.trainyard.release.ReleasePorts;
import dev.trainyard.release.TrainBot;
import dev.trainyard.release.Training;
import dev.trainyard.release.TrainingEvents;
import dev.trainyard.release.TrainingSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Training a bot of 500 nodes: how many calls Lambda gets, and how fast. */
class LambdaTrainingTest {
  private static final int NODES = 500;
  private static final int CALLS_A_SECOND = 250;
  private static final BotName BOT = new BotName("large");
  private static final Author AUTHOR = new Author("ada");
  private static final Precondition ANY = new Precondition.Any();
  private static final Duration LONG = Duration.ofMinutes(2);

  private final FakeHome home = new FakeHome(Map.of(Pace.Kind.LAMBDA_CONTROL, CALLS_A_SECOND));
  private final LambdaFunctionEngine engine = home.open();
  private final Stores stores = new InMemoryStores().stores();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final IdSource ids = () -> UUID.randomUUID().toString();
  private final InstantSource clock = InstantSource.system();
  private final BotChanges changes = bot -> {
  };
  private final Bots bots = new Bots(stores.bots(), stores.stages(), changes, ids, clock);
  private final Nodes nodes = new Nodes(bots, stores.nodes(), ids, clock);
  private final Drafts drafts = new Drafts(bots, nodes, stores.nodes(), stores.drafts(), home.codes(),
      new ScriptedCodeChecker(), stores.variables(), clock);
  private final TrainBot train = new TrainBot(bots, ports(), new Manifests(home.codes()), ids, clock, threads,
      new TrainingEvents(10),
      new TrainingSettings(32, 8, Duration.ofSeconds(30), Duration.ofMillis(200), 20));

  private ReleasePorts ports() {
    return new ReleasePorts(stores.nodes(), stores.drafts(), home.codes(), stores.releases(), stores.stages(),
        stores.trainings(), engine, home.catalog(), changes, (what, cause) -> {
          throw cause;
        });
  }

  @AfterEach
  void close() {
    threads.close();
    engine.close();
    home.close();
  }

  private void save(int number, String text) {
    drafts.save(BOT, new NodeName("NODE_" + number),
        new NodeCode("# script: reply {\"status\": true, \"response\": [\"" + text + "\"]}\n"), ANY, AUTHOR);
  }

  private Training train() {
    Training begun = train.start(BOT, "", AUTHOR);
    Eventually.holds("the training ends", LONG,
        () -> train.find(BOT, begun.id()).state() != Training.State.RUNNING);
    Training ended = train.find(BOT, begun.id());
    assertTrue(ended.release().isPresent(), ended::toString);
    return ended;
  }

  @Test
  @DisplayName("C8.1 500 nodes: 1 changed is 1 update; 500 changed go as fast as the account's rate allows, not faster")
  void callsNoMoreThanItMust() {
    home.lambda().polls(0);
    bots.put(BOT, BotSettings.DEFAULT, ANY);
    for (int number = 0; number < NODES; number++) {
      nodes.put(BOT, new NodeName("NODE_" + number), NodeSettings.DEFAULT, ANY);
      save(number, "first");
    }
    train();
    assertEquals(NODES, home.lambda().count(Operation.CREATE_FUNCTION));
    assertEquals(0, updates());

    save(7, "second");
    train();
    assertEquals(1, updates());

    for (int number = 0; number < NODES; number++) {
      save(number, "third");
    }
    int callsBefore = home.lambda().controlCalls().size();
    long startedAt = System.nanoTime();
    train();
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    assertEquals(1 + NODES, updates());
    List<Long> calls = home.lambda().controlCalls();
    int made = calls.size() - callsBefore;
    assertEquals(2 * NODES, made, "a look and an update for each");
    assertTrue(took.compareTo(Duration.ofSeconds(1).multipliedBy(made).dividedBy(CALLS_A_SECOND).multipliedBy(3)) < 0,
        "it took " + took);
    assertInsideTheRate(calls.subList(callsBefore, calls.size()));
    train();
    assertEquals(calls.size(), home.lambda().controlCalls().size(), "nothing changed is no work");
  }

  private int updates() {
    return home.lambda().count(Operation.UPDATE_FUNCTION_CODE)
        + home.lambda().count(Operation.UPDATE_FUNCTION_CONFIGURATION)
        + home.lambda().count(Operation.PUBLISH_VERSION);
  }

  /** AWS's limit is half as much again as the pace: no second may have more. */
  private static void assertInsideTheRate(List<Long> calls) {
    List<Long> sorted = calls.stream().sorted().toList();
    int most = CALLS_A_SECOND * 3 / 2;
    for (int index = most; index < sorted.size(); index++) {
      Duration span = Duration.ofNanos(sorted.get(index) - sorted.get(index - most));
      // A call may be held up on its way and come close to later ones: a tenth is allowed for that.
      assertTrue(span.compareTo(Duration.ofMillis(900)) > 0, most + " calls within " + span);
    }
  }
}
