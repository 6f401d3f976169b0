package dev.trainyard.aws.store;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.error.TrainyardException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes bots and nodes with all that they have. The thing itself goes in one write, which also notes what is still to
 * be removed; then the rest goes part by part, and at last the note. Notes that a server left when it died are finished
 * by the next that starts. What belongs to a removed thing is found by nobody meanwhile, since ids are never used
 * again. Thread-safe, also across servers: removing is repeatable.
 */
final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);
  private static final String BOT = "bot";
  private static final String NODE = "node";
  private static final String NAME = "name";
  private static final int MOST_NODES = 10_000;

  private final Table table;
  private final Parallel parallel;
  private final Parallel nodesAtOnce;
  private final Rest rest;

  /** What lies elsewhere. Repeatable. */
  interface Rest {

    /** Removes the values of a bot's variables. */
    void removeValues(BotId bot);

    /** Removes the turns of a bot, however many. */
    void removeTurns(BotId bot);
  }

  Removals(Table table, Parallel parallel, Parallel nodesAtOnce, Rest rest) {
    this.table = table;
    this.parallel = parallel;
    this.nodesAtOnce = nodesAtOnce;
    this.rest = rest;
  }

  /** Removes a bot. Its turns, which may be many, follow after this returns. */
  void remove(Bot bot) {
    Key note = Keys.removal(bot.id());
    boolean gone = table.write(
        Change.delete(Keys.bot(bot.name()), Condition.is("id", bot.id().value())),
        Change.put(Row.at(note).with(BOT, bot.id().value()).with(NAME, bot.name().value()))).isEmpty();
    if (gone || table.find(note).isPresent()) {
      removeAllButTurns(bot.id(), bot.name());
      later(() -> removeTurns(bot.id(), bot.name()));
    }
  }

  /** Removes a node of a bot, and notes its function as a leftover. */
  void remove(BotName bot, Node node) {
    Key note = Keys.removal(node.bot(), node.id());
    boolean gone = table.write(
        Change.delete(Keys.node(node.bot(), node.name()), Condition.is("id", node.id().value())),
        Change.put(Row.at(note).with(BOT, node.bot().value()).with(NODE, node.id().value())),
        Change.put(Leftover.row(new NodeFunction(node.bot(), node.id(), bot, node.name())))).isEmpty();
    if (gone || table.find(note).isPresent()) {
      removeNode(node.bot(), node.id());
    }
  }

  /** Finishes, later, what servers that died have left. */
  void resume() {
    later(() -> table.first(Range.of(Keys.REMOVALS), MOST_NODES).forEach(this::finish));
  }

  private void finish(Row note) {
    BotId bot = new BotId(note.text(BOT));
    Optional<NodeId> node = note.optionalText(NODE).map(NodeId::new);
    if (node.isPresent()) {
      removeNode(bot, node.get());
    } else {
      BotName name = new BotName(note.text(NAME));
      removeAllButTurns(bot, name);
      removeTurns(bot, name);
    }
  }

  private void removeNode(BotId bot, NodeId node) {
    table.deleteAll(List.of(Keys.head(bot, node)));
    table.sweep(Range.of(Keys.ofNode(node)));
    table.deleteAll(List.of(Keys.removal(bot, node)));
  }

  /**
   * Nodes before the bot's own items: these say what nodes there are, so they stay as long as the node has anything,
   * and until it is noted that functions may be left of it.
   */
  private void removeAllButTurns(BotId bot, BotName name) {
    String own = Keys.ofBot(bot);
    List<Row> nodes = table.first(Range.of(own, Keys.NODE), MOST_NODES);
    Stream<NodeId> present = nodes.stream().map(DynamoDbNodeStore::id);
    Stream<NodeId> saved = table.first(Range.of(own, Keys.HEAD), MOST_NODES).stream().map(Removals::nodeOf);
    Stream<NodeId> leaving = table.first(Range.of(Keys.REMOVALS, Keys.removals(bot)), MOST_NODES).stream()
        .map(Removals::nodeOf);
    List<NodeId> all = Stream.of(present, saved, leaving).flatMap(each -> each).distinct().toList();
    table.putAll(nodes.stream().map(row -> Leftover.row(
        new NodeFunction(bot, DynamoDbNodeStore.id(row), name, DynamoDbNodeStore.name(row)))).toList());
    nodesAtOnce.run(all.stream().<Runnable>map(node -> () -> removeNode(bot, node)).toList());
    table.deleteAll(nodes.stream().map(Row::key).toList());
    table.sweep(Range.of(own).until(Keys.HEAD));
    table.sweep(Range.of(own).from(Range.of(own, Keys.HEAD).high()).until(Keys.NODE));
    table.sweep(Range.of(own).from(Range.of(own, Keys.NODE).high()));
    rest.removeValues(bot);
    table.sweep(Range.of(Keys.variables(bot)));
  }

  private static NodeId nodeOf(Row row) {
    return new NodeId(row.text(NODE));
  }

  /** And once more what was written by those who had read the bot before it was gone. */
  private void removeTurns(BotId bot, BotName name) {
    rest.removeTurns(bot);
    removeAllButTurns(bot, name);
    table.deleteAll(List.of(Keys.removal(bot)));
  }

  private void later(Runnable work) {
    try {
      parallel.later(() -> {
        try {
          work.run();
        } catch (TrainyardException failed) {
          // A server that ends stops this too: no failure then, but what the note is for.
          if (!parallel.isClosed()) {
            LOG.warn("what was deleted is not removed whole; the next server that starts goes on with it: {}",
                failed.detail());
          }
        } catch (RuntimeException failed) {
          LOG.warn("what was deleted is not removed whole; the next server that starts goes on with it", failed);
        }
      });
    } catch (RejectedExecutionException closed) {
      LOG.info("what was deleted is removed by the next server that starts");
    }
  }
}
