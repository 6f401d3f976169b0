package dev.trainyard.contracts.memory;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Thread-safe: all state is used under the guard. */
final class InMemoryNodeStore implements NodeStore {
  private final Guard guard;
  private final List<Consumer<NodeId>> dependants;
  private final Map<BotId, NavigableMap<String, Node>> nodes = new HashMap<>();
  private final NavigableMap<String, NodeFunction> leftovers = new TreeMap<>();

  InMemoryNodeStore(Guard guard, List<Consumer<NodeId>> dependants) {
    this.guard = guard;
    this.dependants = List.copyOf(dependants);
  }

  @Override
  public void create(Node node) {
    guard.run("NodeStore.create", () -> {
      if (of(node.bot()).putIfAbsent(node.name().value(), node) != null) {
        throw new TrainyardException(ErrorCode.NAME_TAKEN, "The bot has a node " + node.name() + " already.");
      }
    });
  }

  @Override
  public Optional<Node> find(BotId bot, NodeName name) {
    return guard.call("NodeStore.find", () -> Optional.ofNullable(of(bot).get(name.value())));
  }

  @Override
  public Page<Node> list(BotId bot, PageRequest page) {
    return guard.call("NodeStore.list", () -> Listing.byText(of(bot), page));
  }

  @Override
  public void update(Node node) {
    guard.run("NodeStore.update", () -> {
      Node stored = of(node.bot()).get(node.name().value());
      if (stored == null || !stored.id().equals(node.id())) {
        throw TrainyardException.notFound("node " + node.name());
      }
      if (stored.revision() != node.revision() - 1) {
        throw TrainyardException.conflict("node " + node.name(), stored.revision());
      }
      of(node.bot()).put(node.name().value(), node);
    });
  }

  @Override
  public void delete(BotName bot, Node node) {
    guard.run("NodeStore.delete", () -> {
      if (of(node.bot()).values().removeIf(stored -> stored.id().equals(node.id()))) {
        leave(bot, node);
      }
      dependants.forEach(dependant -> dependant.accept(node.id()));
    });
  }

  @Override
  public Page<NodeFunction> leftovers(PageRequest page) {
    return guard.call("NodeStore.leftovers", () -> Listing.byText(leftovers, page));
  }

  @Override
  public void forget(NodeFunction leftover) {
    guard.run("NodeStore.forget", () -> leftovers.remove(leftover.node().value()));
  }

  /** Called under the guard. */
  void forget(Bot bot) {
    of(bot.id()).values().forEach(node -> {
      leave(bot.name(), node);
      dependants.forEach(dependant -> dependant.accept(node.id()));
    });
    nodes.remove(bot.id());
  }

  private void leave(BotName bot, Node node) {
    leftovers.put(node.id().value(), new NodeFunction(node.bot(), node.id(), bot, node.name()));
  }

  private NavigableMap<String, Node> of(BotId bot) {
    return nodes.computeIfAbsent(bot, absent -> new TreeMap<>());
  }
}
