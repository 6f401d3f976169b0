package dev.trainyard.aws.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Nodes in DynamoDB, one item each in their bot's partition. Thread-safe. */
final class DynamoDbNodeStore implements NodeStore {
  private static final Cursors CURSORS = new Cursors("nodes");
  private static final Cursors LEFTOVERS = new Cursors("leftovers");

  private final Table table;
  private final Removals removals;

  DynamoDbNodeStore(Table table, Removals removals) {
    this.table = table;
    this.removals = removals;
  }

  @Override
  public void create(Node node) {
    if (table.write(Change.put(row(node), Condition.absent())).isPresent()) {
      throw new TrainyardException(ErrorCode.NAME_TAKEN,
          "The bot has a node %s already; choose another name.".formatted(node.name()));
    }
  }

  @Override
  public Optional<Node> find(BotId bot, NodeName name) {
    return table.find(Keys.node(bot, name)).map(row -> node(bot, row));
  }

  @Override
  public Page<Node> list(BotId bot, PageRequest page) {
    Range range = Range.of(Keys.ofBot(bot), Keys.NODE)
        .after(CURSORS.position(page).map(position -> Keys.NODE + position));
    return CURSORS.page(table.first(range, page.limit() + 1), page, row -> name(row).value())
        .map(row -> node(bot, row));
  }

  @Override
  public void update(Node node) {
    Condition same = Condition.is("id", node.id().value()).and(Condition.is("revision", node.revision() - 1));
    table.write(Change.put(row(node), same)).ifPresent(refusal -> {
      throw refusal.stored().filter(stored -> stored.text("id").equals(node.id().value()))
          .map(stored -> TrainyardException.conflict("node " + node.name(), stored.integer("revision")))
          .orElseGet(() -> TrainyardException.notFound("node " + node.name()));
    });
  }

  @Override
  public void delete(BotName bot, Node node) {
    removals.remove(bot, node);
  }

  @Override
  public Page<NodeFunction> leftovers(PageRequest page) {
    Range range = Range.of(Keys.LEFTOVERS).after(LEFTOVERS.position(page));
    return LEFTOVERS.page(table.first(range, page.limit() + 1), page, row -> row.key().sort()).map(Leftover::function);
  }

  @Override
  public void forget(NodeFunction leftover) {
    table.deleteAll(List.of(Keys.leftover(leftover.bot(), leftover.node())));
  }

  static NodeId id(Row row) {
    return new NodeId(row.text("id"));
  }

  static NodeName name(Row row) {
    return new NodeName(row.key().sort().substring(Keys.NODE.length()));
  }

  private static Row row(Node node) {
    NodeSettings settings = node.settings();
    return Row.at(Keys.node(node.bot(), node.name())).with("id", node.id().value()).with("revision", node.revision())
        .with("changed_at", node.changedAt()).with("end_node", settings.endNode())
        .with("timeout_seconds", settings.timeout().toSeconds()).with("memory_mb", settings.memory().megabytes());
  }

  private static Node node(BotId bot, Row row) {
    NodeSettings settings = new NodeSettings(row.flag("end_node"), Duration.ofSeconds(row.number("timeout_seconds")),
        new MemorySize(row.integer("memory_mb")));
    return new Node(id(row), bot, name(row), settings, row.integer("revision"),
        row.instant("changed_at"));
  }
}
