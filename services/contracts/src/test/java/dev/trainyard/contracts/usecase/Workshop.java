package dev.trainyard.contracts.usecase;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotPorts;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.BotTransport;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.Drafts;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.Nodes;
import dev.trainyard.bot.Precondition;
import dev.trainyard.bot.Samples;
import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.memory.FixedRuntimeCatalog;
import dev.trainyard.contracts.memory.InMemoryStores;
import dev.trainyard.contracts.memory.ScriptedCodeChecker;
import dev.trainyard.contracts.memory.ScriptedEngine;
import dev.trainyard.release.Manifests;
import dev.trainyard.release.ReleasePorts;
import dev.trainyard.release.ReleasedNode;
import dev.trainyard.release.Releases;
import dev.trainyard.release.RollBackStage;
import dev.trainyard.release.Stage;
import dev.trainyard.release.Stages;
import dev.trainyard.release.TrainBot;
import dev.trainyard.release.Training;
import dev.trainyard.release.TrainingEvents;
import dev.trainyard.release.TrainingSettings;
import dev.trainyard.release.TransferBot;
import dev.trainyard.variable.Variables;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The use cases over in-memory stores and a scripted engine, with a clock that a test moves. */
final class Workshop {
  static final BotName BOT = new BotName("clinic");
  static final Author AUTHOR = new Author("ada");
  static final Precondition NONE = new Precondition.None();
  static final Precondition ANY = new Precondition.Any();

  final InMemoryStores memory = new InMemoryStores();
  final Stores stores = memory.stores();
  final ScriptedEngine engine = new ScriptedEngine(stores.codes());
  final FixedRuntimeCatalog catalog = FixedRuntimeCatalog.usual();
  final ScriptedCodeChecker checker = new ScriptedCodeChecker();
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
  final InstantSource clock = now::get;
  final List<BotName> changed = new CopyOnWriteArrayList<>();
  final List<String> failures = new CopyOnWriteArrayList<>();
  final AtomicInteger ids = new AtomicInteger();
  final TrainingEvents events = new TrainingEvents(10);
  final ReleasePorts ports = new ReleasePorts(stores.nodes(), stores.drafts(), stores.codes(), stores.releases(),
      stores.stages(), stores.trainings(), engine, catalog, changed::add,
      (what, cause) -> failures.add(what + ": " + cause));
  final Bots bots = new Bots(stores.bots(), stores.stages(), changed::add, this::id, clock);
  final Nodes nodes = new Nodes(bots, stores.nodes(), this::id, clock);
  final Drafts drafts = new Drafts(bots, nodes, stores.nodes(), stores.drafts(), stores.codes(), checker,
      stores.variables(), clock);
  final Samples samples = new Samples(nodes, stores.samples(), clock);
  final Variables variables = new Variables(bots, stores.variables(), stores.nodes(), stores.drafts(), stores.codes(),
      changed::add, clock);
  final Manifests manifests = new Manifests(stores.codes());
  final Stages stages = new Stages(bots, ports, manifests);
  final TrainBot train;
  final TransferBot transfer;
  final RollBackStage rollBack;
  final Releases releases = new Releases(bots, ports, manifests);
  final BotTransport transport = new BotTransport(bots,
      new BotPorts(stores.bots(), stores.nodes(), stores.drafts(), stores.samples(), stores.codes(), stores.variables(),
          checker, changed::add),
      this::id, clock);

  Workshop() {
    this(TrainingSettings.DEFAULT, Runnable::run);
  }

  Workshop(TrainingSettings settings, Executor executor) {
    train = new TrainBot(bots, ports, manifests, this::id, clock, executor, events, settings);
    transfer = new TransferBot(bots, ports, stores.variables(), manifests, clock, settings);
    rollBack = new RollBackStage(bots, ports, clock, settings);
  }

  /** A workshop with an empty bot. */
  static Workshop withBot() {
    Workshop workshop = new Workshop();
    workshop.makeBot();
    return workshop;
  }

  void makeBot() {
    bots.put(BOT, BotSettings.DEFAULT, NONE);
  }

  void save(String node, String code) {
    NodeName name = new NodeName(node);
    if (stores.nodes().find(bots.find(BOT).id(), name).isEmpty()) {
      nodes.put(BOT, name, NodeSettings.DEFAULT, NONE);
    }
    drafts.save(BOT, name, new NodeCode(code), ANY, AUTHOR);
  }

  Training train() {
    Training begun = train.start(BOT, "", AUTHOR);
    return train.find(BOT, begun.id());
  }

  /** Trains what must succeed, and gives the release. */
  int release() {
    Training training = train();
    return training.release().orElseThrow(() -> new AssertionError(training.toString()));
  }

  /** Where a stage points; 0 without a release. */
  int at(Stage stage) {
    return stores.stages().pointer(bots.find(BOT).id(), stage).release().orElse(0);
  }

  /** A node as a release holds it. */
  ReleasedNode released(int release, NodeName node) {
    return Optional.ofNullable(releases.manifest(BOT, release).nodes().get(node)).orElseThrow();
  }

  void later(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private String id() {
    return "id-" + ids.incrementAndGet();
  }
}
