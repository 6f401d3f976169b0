package dev.trainyard.turn;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Manifest;
import dev.trainyard.release.ReleasedNode;
import dev.trainyard.release.StagePointer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A bot of one node, in no store, on which a server practises turns before anybody's come. The node runs where those of
 * a real bot do, its host, but apart from them and with code of ours: nothing of the host's is run. Immutable.
 */
public final class PracticeBot implements LiveBotLookup {
  /** How turns of it are addressed. */
  public static final BotName NAME = new BotName("practice");
  /** Its node. */
  public static final NodeName NODE = new NodeName("PRACTICE");

  private static final NodeId ID = new NodeId("practice");

  private final LiveBot bot;
  private final FunctionVersion version;

  private PracticeBot(LiveBot bot, FunctionVersion version) {
    this.bot = bot;
    this.version = version;
  }

  /**
   * Publishes the node beside a bot's.
   *
   * @param host a bot that serves
   * @param code of the node, in the code store
   * @param engine where it is published
   * @return the bot, empty if the host has no release
   * @throws TrainyardException {@code engine_unavailable}
   */
  public static Optional<PracticeBot> beside(LiveBot host, Digest code, FunctionEngine engine) {
    return host.serving().stream().findAny().map(like -> {
      FunctionSpec spec = new FunctionSpec(code, like.spec().runtime(), like.spec().layers(),
          NodeSettings.DEFAULT.timeout(), NodeSettings.DEFAULT.memory());
      FunctionVersion version = engine.publish(new NodeFunction(host.bot().id(), ID, NAME, NODE), spec);
      return new PracticeBot(live(host, version), version);
    });
  }

  private static LiveBot live(LiveBot host, FunctionVersion version) {
    TreeMap<NodeName, ReleasedNode> nodes = new TreeMap<>();
    nodes.put(NODE, new ReleasedNode(ID, NODE, 1, NodeSettings.DEFAULT, version));
    StagePointer pointer = new StagePointer(1, List.of(1), Instant.EPOCH, new Author("practice"));
    LiveStage stage = new LiveStage(pointer, new Manifest(host.bot().id(), nodes), Optional.empty(),
        LiveVariables.UNREAD);
    Bot bot = new Bot(host.bot().id(), NAME, BotSettings.DEFAULT, 1, Instant.EPOCH);
    return new LiveBot(bot, Optional.of(stage), Optional.of(stage));
  }

  /**
   * What the node was published as.
   *
   * @return the version, to be retired after practice
   */
  public FunctionVersion version() {
    return version;
  }

  @Override
  public LiveBot find(BotName name) {
    return findInMemory(name).orElseThrow(() -> TrainyardException.notFound("bot " + name));
  }

  @Override
  public Optional<LiveBot> findInMemory(BotName name) {
    return name.equals(NAME) ? Optional.of(bot) : Optional.empty();
  }
}
