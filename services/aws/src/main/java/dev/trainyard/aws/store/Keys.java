package dev.trainyard.aws.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.SampleName;
import dev.trainyard.release.Stage;
import dev.trainyard.release.TrainingId;
import dev.trainyard.variable.VariableName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The key of every kind of item: docs/decisions lists them. Parts that others choose are escaped, so that no two things
 * ever share a key; names whose letters are harmless stay as they are, so that they sort as they read.
 */
final class Keys {
  static final String BOTS = "BOTS";
  static final String REMOVALS = "REMOVALS";
  static final String LEFTOVERS = "LEFTOVERS";
  static final String NODE = "NODE#";
  static final String HEAD = "HEAD#";
  static final String DRAFT = "DRAFT#";
  static final String SAMPLE = "SAMPLE#";
  static final String RELEASE = "RELEASE#";
  static final String TRAINING_ORDER = "TRAINING-ORDER#";
  static final String VARIABLE = "VARIABLE#";
  /** How many partitions a bot's turns are spread over. Changing it hides the turns that are there. */
  static final int TURN_SHARDS = 8;
  /** Seconds from the earliest instant that Java knows to 1970. */
  private static final long EARLIEST = -Instant.MIN.getEpochSecond();

  private Keys() {
  }

  static Key bot(BotName name) {
    return new Key(BOTS, name.value());
  }

  /** The partition of what a bot has, but for code, variables and turns. */
  static String ofBot(BotId bot) {
    return "BOT#" + escape(bot.value());
  }

  static Key node(BotId bot, NodeName name) {
    return new Key(ofBot(bot), NODE + name.value());
  }

  static Key head(BotId bot, NodeId node) {
    return new Key(ofBot(bot), HEAD + escape(node.value()));
  }

  /** The partition of a node's drafts and samples. */
  static String ofNode(NodeId node) {
    return NODE + escape(node.value());
  }

  static Key draft(NodeId node, int revision) {
    return new Key(ofNode(node), DRAFT + ordered(revision));
  }

  static Key sample(NodeId node, SampleName name) {
    return new Key(ofNode(node), SAMPLE + escape(name.value()));
  }

  static Key sampleCount(NodeId node) {
    return new Key(ofNode(node), "SAMPLES");
  }

  static Key release(BotId bot, int number) {
    return new Key(ofBot(bot), RELEASE + ordered(number));
  }

  static Key newestRelease(BotId bot) {
    return new Key(ofBot(bot), "RELEASES");
  }

  static Key pointer(BotId bot, Stage stage) {
    return new Key(ofBot(bot), "STAGE#" + stage.text());
  }

  static String moves(Stage stage) {
    return "MOVE#" + stage.text() + '#';
  }

  static Key move(BotId bot, Stage stage, int revision) {
    return new Key(ofBot(bot), moves(stage) + ordered(revision));
  }

  static Key training(BotId bot, TrainingId id) {
    return new Key(ofBot(bot), "TRAINING#" + escape(id.value()));
  }

  static Key trainingOrder(BotId bot, int sequence) {
    return new Key(ofBot(bot), TRAINING_ORDER + ordered(sequence));
  }

  static Key newestTraining(BotId bot) {
    return new Key(ofBot(bot), "TRAININGS");
  }

  /** The partition of a bot's variables. */
  static String variables(BotId bot) {
    return "VARIABLES#" + escape(bot.value());
  }

  static Key variable(BotId bot, VariableName name) {
    return new Key(variables(bot), VARIABLE + name.value());
  }

  static Key goneVariable(BotId bot, VariableName name) {
    return new Key(variables(bot), "GONE#" + name.value());
  }

  static Key variableRevisions(BotId bot) {
    return new Key(variables(bot), "REVISIONS");
  }

  static Key variableIndex(BotId bot, Stage stage) {
    return new Key(variables(bot), "INDEX#" + stage.text());
  }

  static Key turn(BotId bot, String id) {
    return new Key("TURN#" + escape(bot.value()) + '#' + escape(id), "TURN");
  }

  /** The partition of the turns' order that a turn belongs to: one cannot take all writes of a busy bot. */
  static Key turnOrder(BotId bot, Instant at, String id) {
    return new Key(turnOrders(bot, Math.floorMod(id.hashCode(), TURN_SHARDS)), moment(at) + '#' + escape(id));
  }

  static String turnOrders(BotId bot, int shard) {
    return "TURNS#" + escape(bot.value()) + '#' + shard;
  }

  static Key removal(BotId bot) {
    return new Key(REMOVALS, "BOT#" + escape(bot.value()));
  }

  static Key removal(BotId bot, NodeId node) {
    return new Key(REMOVALS, removals(bot) + escape(node.value()));
  }

  static Key leftover(BotId bot, NodeId node) {
    return new Key(LEFTOVERS, escape(bot.value()) + '#' + escape(node.value()));
  }

  /** What the removals of a bot's nodes begin with. */
  static String removals(BotId bot) {
    return NODE + escape(bot.value()) + '#';
  }

  /** Sorts as the numbers do. */
  static String ordered(int number) {
    return "%010d".formatted(number);
  }

  /** Sorts as the instants do: 17 digits of seconds, 9 of nanoseconds. */
  static String moment(Instant at) {
    return "%017d%09d".formatted(at.getEpochSecond() + EARLIEST, at.getNano());
  }

  /** No two texts become the same, none holds what separates parts, and all are ASCII, which sorts alike everywhere. */
  static String escape(String part) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : part.getBytes(StandardCharsets.UTF_8)) {
      if (each > ' ' && each < 0x7f && each != '%' && each != '#') {
        escaped.append((char) each);
      } else {
        escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return escaped.toString();
  }
}
