package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.NodeName;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells where the stages of bots point. Thread-safe: it holds no state. */
public final class Stages {
  private final Bots bots;
  private final ReleasePorts ports;
  private final Manifests manifests;

  public Stages(Bots bots, ReleasePorts ports, Manifests manifests) {
    this.bots = bots;
    this.ports = ports;
    this.manifests = manifests;
  }

  /**
   * Where a bot's stages point, and which nodes' drafts differ from staging's release.
   *
   * @param bot whose
   * @return the view
   * @throws TrainyardException {@code not_found}
   */
  public StagesView view(BotName bot) {
    BotId id = bots.find(bot).id();
    StagePointer staging = ports.stages().pointer(id, Stage.STAGING);
    StagePointer production = ports.stages().pointer(id, Stage.PRODUCTION);
    Optional<Release> release = staging.release().isPresent()
        ? ports.releases().find(id, staging.release().getAsInt())
        : Optional.empty();
    SortedMap<NodeName, ReleasedNode> released = release.map(manifests::of).map(Manifest::nodes)
        .orElse(new TreeMap<>());
    return new StagesView(staging, production, List.copyOf(BotDrafts.untrained(ports.botDrafts().of(id), released)));
  }

  /**
   * Lists the moves of a stage, newest first.
   *
   * @param bot whose
   * @param stage which
   * @param page which part
   * @return the moves
   * @throws TrainyardException {@code not_found}
   */
  public Page<StageMove> moves(BotName bot, Stage stage, PageRequest page) {
    return ports.stages().moves(bots.find(bot).id(), stage, page);
  }
}
