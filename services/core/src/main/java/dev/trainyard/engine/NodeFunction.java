package dev.trainyard.engine;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;

/**
 * Which node a function belongs to. The ids identify it; the names are for people.
 *
 * @param bot id of the bot: code of different bots never sees each other
 * @param node id of the node
 * @param botName its name
 * @param nodeName its name
 */
public record NodeFunction(BotId bot, NodeId node, BotName botName, NodeName nodeName) {
}
