package dev.trainyard.aws.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.NodeFunction;

/** The item that says of a deleted node that functions may be left of it. */
final class Leftover {
  private static final String BOT = "bot";
  private static final String BOT_NAME = "bot_name";
  private static final String NODE = "node";
  private static final String NODE_NAME = "node_name";

  private Leftover() {
  }

  static Row row(NodeFunction function) {
    return Row.at(Keys.leftover(function.bot(), function.node())).with(BOT, function.bot().value())
        .with(BOT_NAME, function.botName().value()).with(NODE, function.node().value())
        .with(NODE_NAME, function.nodeName().value());
  }

  static NodeFunction function(Row row) {
    return new NodeFunction(new BotId(row.text(BOT)), new NodeId(row.text(NODE)), new BotName(row.text(BOT_NAME)),
        new NodeName(row.text(NODE_NAME)));
  }
}
