package dev.trainyard.local.engine;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeId;

/**
 * What workers are made for. Workers of one key are alike; those of different keys share nothing.
 *
 * @param bot whose
 * @param node which node of the bot
 * @param reference reference of the version, or what it would be
 * @param lane a draft and a version of the same spec are different
 */
record WorkerKey(BotId bot, NodeId node, String reference, Lane lane) {

  /** Found for every turn: the reference, whose hash is kept, tells almost all of them apart. */
  @Override
  public int hashCode() {
    return reference.hashCode();
  }
}
