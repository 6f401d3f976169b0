package dev.trainyard.turn;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotChanges;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.Drafts;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.Nodes;
import dev.trainyard.bot.Precondition;
import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.memory.FixedRuntimeCatalog;
import dev.trainyard.contracts.memory.InMemoryStores;
import dev.trainyard.contracts.memory.ScriptedCodeChecker;
import dev.trainyard.contracts.memory.ScriptedEngine;
import dev.trainyard.json.JsonText;
import dev.trainyard.release.ManifestJson;
import dev.trainyard.release.Manifests;
import dev.trainyard.release.ReleasePorts;
import dev.trainyard.release.RollBackStage;
import dev.trainyard.release.Stage;
import dev.trainyard.release.TrainBot;
import dev.trainyard.release.Training;
import dev.trainyard.release.TrainingEvents;
import dev.trainyard.release.TrainingSettings;
import dev.trainyard.release.TransferBot;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import dev.trainyard.variable.Variables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A server's turns over in-memory stores and a scripted engine, with a clock that a test moves. */
public final class TurnDesk {
  /** The bot that there is. */
  public static final BotName BOT = new BotName("clinic");

  /** Who does everything. */
  public static final Author AUTHOR = new Author("ada");

  private static final Precondition ANY = new Precondition.Any();

  /** All stores, to break them. */
  public final InMemoryStores memory = new InMemoryStores();

  /** All stores. */
  public final Stores stores = memory.stores();

  /** What runs the code. */
  public final ScriptedEngine engine = new ScriptedEngine(stores.codes());

  /** What failed in the background. */
  public final List<String> failures = new CopyOnWriteArrayList<>();

  final List<FinishedTurn> finished = new CopyOnWriteArrayList<>();
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));

  /** The clock, which stands unless it is moved. */
  public final InstantSource clock = now::get;

  final LiveBots live = liveBots();
  final TakeTurn turns = new TakeTurn(live, engine, finished::add, TurnDesk::id, clock, TakeTurn.Settings.DEFAULT,
      (what, cause) -> failures.add(what));
  private volatile BotChanges heard = live;
  private final BotChanges changes = bot -> heard.changed(bot);
  private final ReleasePorts ports = new ReleasePorts(stores.nodes(), stores.drafts(), stores.codes(),
      stores.releases(), stores.stages(), stores.trainings(), engine, FixedRuntimeCatalog.usual(), changes,
      (what, cause) -> failures.add(what));
  final Bots bots = new Bots(stores.bots(), stores.stages(), changes, TurnDesk::id, clock);
  private final Nodes nodes = new Nodes(bots, stores.nodes(), TurnDesk::id, clock);
  private final Drafts drafts = new Drafts(bots, nodes, stores.nodes(), stores.drafts(), stores.codes(),
      new ScriptedCodeChecker(), stores.variables(), clock);
  private final Variables variables = new Variables(bots, stores.variables(), stores.nodes(), stores.drafts(),
      stores.codes(), changes, clock);
  private final Manifests manifests = new Manifests(stores.codes());
  private final TrainBot train = new TrainBot(bots, ports, manifests, TurnDesk::id, clock, Runnable::run,
      new TrainingEvents(10), TrainingSettings.DEFAULT);
  private final TransferBot transfer = new TransferBot(bots, ports, stores.variables(), manifests, clock,
      TrainingSettings.DEFAULT);
  private final RollBackStage rollBack = new RollBackStage(bots, ports, clock, TrainingSettings.DEFAULT);

  /** A server with an empty bot. */
  public TurnDesk() {
    bots.put(BOT, BotSettings.DEFAULT, ANY);
  }

  /** Another server's view of the same stores, or this one's. */
  LiveBots liveBots() {
    LiveBotReader reader = new LiveBotReader(stores.bots(), stores.stages(), stores.releases(), stores.codes(),
        stores.variables(), ManifestJson::read, (what, cause) -> failures.add(what));
    return new LiveBots(reader, engine, clock, Duration.ofMinutes(10), (what, cause) -> failures.add(what));
  }

  /** From now on changes are another server's, so that only a refresh tells of them. */
  void deafen() {
    heard = bot -> {
    };
  }

  /**
   * Saves code.
   *
   * @param node whose; made if absent
   * @param code scripted
   */
  public void save(String node, String code) {
    save(node, code, NodeSettings.DEFAULT);
  }

  void save(String node, String code, NodeSettings settings) {
    nodes.put(BOT, new NodeName(node), settings, ANY);
    drafts.save(BOT, new NodeName(node), new NodeCode(code), ANY, AUTHOR);
  }

  int train() {
    Training begun = train.start(BOT, "", AUTHOR);
    return train.find(BOT, begun.id()).release().orElseThrow();
  }

  void transfer() {
    transfer.transfer(BOT, Optional.empty(), true, AUTHOR);
  }

  void rollBack(Stage stage) {
    rollBack.rollBack(BOT, stage, Optional.empty(), AUTHOR);
  }

  /**
   * Sets a variable on both stages.
   *
   * @param name its name
   * @param staging its value for staging; production's has a {@code !} at its end
   */
  public void variable(String name, String staging) {
    variables.put(BOT, new VariableName(name), Optional.of(new VariableValue(staging)),
        Optional.of(new VariableValue(staging + "!")), ANY, AUTHOR);
  }

  TurnAnswer turn(Stage stage, String node) {
    return turn(stage, node, "{}");
  }

  TurnAnswer turn(Stage stage, String node, String body) {
    return turns.take(BOT, stage, new NodeName(node), body.getBytes(StandardCharsets.UTF_8));
  }

  /** The first message of a turn, or the cause of its bot break. */
  String said(Stage stage, String node) {
    return said(turn(stage, node));
  }

  static String said(TurnAnswer answer) {
    return switch (answer.outcome()) {
      case TurnOutcome.Reply reply -> reply.response().get(0).asText();
      case TurnOutcome.BotBreak broken -> broken.cause().text();
    };
  }

  /**
   * Code that replies.
   *
   * @param text the one message
   * @return scripted code
   */
  public static String reply(String text) {
    return "# script: reply {\"status\": true, \"response\": [\"" + JsonText.quoted(text) + "\"]}";
  }

  void later(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  /**
   * A new id.
   *
   * @return a UUID
   */
  public static String id() {
    return UUID.randomUUID().toString();
  }
}
