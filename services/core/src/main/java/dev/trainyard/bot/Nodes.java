package dev.trainyard.bot;

import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes, changes and removes nodes. What it does touches drafts alone; turns see it after the next training.
 * Thread-safe: it holds no state.
 */
public final class Nodes {
  /** The most nodes of one bot that can be trained. */
  public static final int MOST = 10_000;

  private final Bots bots;
  private final NodeStore store;
  private final IdSource ids;
  private final InstantSource clock;

  public Nodes(Bots bots, NodeStore store, IdSource ids, InstantSource clock) {
    this.bots = bots;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Finds a node.
   *
   * @param bot whose
   * @param name its name
   * @return the node
   * @throws TrainyardException {@code not_found}
   */
  public Node find(BotName bot, NodeName name) {
    return store.find(bots.find(bot).id(), name)
        .orElseThrow(() -> TrainyardException.notFound(what(name) + " in bot " + bot));
  }

  /**
   * Lists a bot's nodes by name, ascending.
   *
   * @param bot whose
   * @param page which part
   * @return the nodes
   */
  public Page<Node> list(BotName bot, PageRequest page) {
    return store.list(bots.find(bot).id(), page);
  }

  /**
   * Makes a node, or replaces the settings of one. Setting what is set already changes nothing.
   *
   * @param bot whose
   * @param name its name
   * @param settings its settings
   * @param precondition what the caller read
   * @return the node
   * @throws TrainyardException {@code not_found} without the bot, {@code conflict}, {@code precondition_required}
   */
  public PutResult<Node> put(BotName bot, NodeName name, NodeSettings settings, Precondition precondition) {
    BotId id = bots.find(bot).id();
    return precondition.attempt(() -> putOnce(id, name, settings, precondition));
  }

  /**
   * Removes a node with its drafts and samples. Releases keep it.
   *
   * @param bot whose
   * @param name its name
   * @param precondition what the caller read
   * @throws TrainyardException {@code not_found}, {@code conflict}, {@code precondition_required}
   */
  public void delete(BotName bot, NodeName name, Precondition precondition) {
    Node node = find(bot, name);
    precondition.check(what(name), node.revision());
    store.delete(bot, node);
  }

  private PutResult<Node> putOnce(BotId bot, NodeName name, NodeSettings settings, Precondition precondition) {
    Optional<Node> present = store.find(bot, name);
    if (present.isEmpty()) {
      precondition.checkAbsent(what(name));
      Node node = new Node(new NodeId(ids.next()), bot, name, settings, 1, clock.instant());
      store.create(node);
      return new PutResult<>(node, true);
    }
    precondition.check(what(name), present.get().revision());
    if (present.get().settings().equals(settings)) {
      return new PutResult<>(present.get(), false);
    }
    Node changed = present.get().with(settings, clock.instant());
    store.update(changed);
    return new PutResult<>(changed, false);
  }

  private static String what(NodeName name) {
    return "node " + name;
  }
}
