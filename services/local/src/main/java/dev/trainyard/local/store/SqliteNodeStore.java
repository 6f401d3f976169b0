package dev.trainyard.local.store;

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
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Nodes in SQLite. Thread-safe. */
final class SqliteNodeStore implements NodeStore {
  private static final Cursors CURSORS = new Cursors("nodes");
  private static final Cursors LEFTOVERS = new Cursors("leftovers");

  private final SqlFile file;

  SqliteNodeStore(SqlFile file) {
    this.file = file;
  }

  @Override
  public void create(Node node) {
    NodeSettings settings = node.settings();
    int made = file.write(sql -> sql.change("""
        INSERT INTO node (id, bot_id, name, end_node, timeout_seconds, memory_mb, revision, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (bot_id, name) DO NOTHING""", node.id().value(), node.bot().value(),
        node.name().value(), settings.endNode(), settings.timeout().toSeconds(), settings.memory().megabytes(),
        node.revision(), node.changedAt()));
    if (made == 0) {
      throw new TrainyardException(ErrorCode.NAME_TAKEN,
          "The bot has a node %s already; choose another name.".formatted(node.name()));
    }
  }

  @Override
  public Optional<Node> find(BotId bot, NodeName name) {
    return file.read(sql -> sql.one("SELECT * FROM node WHERE bot_id = ? AND name = ?", SqliteNodeStore::node,
        bot.value(), name.value()));
  }

  @Override
  public Page<Node> list(BotId bot, PageRequest page) {
    String after = CURSORS.position(page).orElse("");
    return CURSORS.page(
        file.read(sql -> sql.list("SELECT * FROM node WHERE bot_id = ? AND name > ? ORDER BY name LIMIT ?",
            SqliteNodeStore::node, bot.value(), after, page.limit() + 1)),
        page, node -> node.name().value());
  }

  @Override
  public void update(Node node) {
    NodeSettings settings = node.settings();
    file.write(sql -> {
      int changed = sql.change("""
          UPDATE node SET end_node = ?, timeout_seconds = ?, memory_mb = ?, revision = ?, changed_at = ?
          WHERE id = ? AND revision = ?""", settings.endNode(), settings.timeout().toSeconds(),
          settings.memory().megabytes(), node.revision(), node.changedAt(), node.id().value(), node.revision() - 1);
      if (changed == 0) {
        throw sql.one("SELECT revision FROM node WHERE id = ?", row -> row.integer("revision"), node.id().value())
            .map(current -> TrainyardException.conflict("node " + node.name(), current))
            .orElseGet(() -> TrainyardException.notFound("node " + node.name()));
      }
      return changed;
    });
  }

  @Override
  public void delete(BotName bot, Node node) {
    file.write(sql -> {
      leave(sql, "node.id", node.id().value());
      return sql.change("DELETE FROM node WHERE id = ?", node.id().value());
    });
  }

  /** Notes the functions of nodes that are about to be deleted. */
  static void leave(SqlSession sql, String column, String id) throws SQLException {
    sql.change("""
        INSERT INTO leftover (node_id, node_name, bot_id, bot_name)
        SELECT node.id, node.name, bot.id, bot.name FROM node JOIN bot ON bot.id = node.bot_id WHERE %s = ?"""
        .formatted(column), id);
  }

  @Override
  public Page<NodeFunction> leftovers(PageRequest page) {
    String after = LEFTOVERS.position(page).orElse("");
    return LEFTOVERS.page(
        file.read(sql -> sql.list("SELECT * FROM leftover WHERE node_id > ? ORDER BY node_id LIMIT ?",
            SqliteNodeStore::leftover, after, page.limit() + 1)),
        page, leftover -> leftover.node().value());
  }

  @Override
  public void forget(NodeFunction leftover) {
    file.write(sql -> sql.change("DELETE FROM leftover WHERE node_id = ?", leftover.node().value()));
  }

  private static NodeFunction leftover(Row row) throws SQLException {
    return new NodeFunction(new BotId(row.text("bot_id")), new NodeId(row.text("node_id")),
        new BotName(row.text("bot_name")), new NodeName(row.text("node_name")));
  }

  private static Node node(Row row) throws SQLException {
    return new Node(new NodeId(row.text("id")), new BotId(row.text("bot_id")), new NodeName(row.text("name")),
        new NodeSettings(row.flag("end_node"), Duration.ofSeconds(row.integer("timeout_seconds")),
            new MemorySize(row.integer("memory_mb"))),
        row.integer("revision"), row.instant("changed_at"));
  }
}
