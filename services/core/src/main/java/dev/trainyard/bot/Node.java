package dev.trainyard.bot;

import java.time.Instant;

/**
 * A node of a bot.
 *
 * @param id never changes
 * @param bot whose it is
 * @param name never changes
 * @param settings what a person set
 * @param revision grows by one with every change of the settings, from 1
 * @param changedAt when the settings were last changed
 */
public record Node(NodeId id, BotId bot, NodeName name, NodeSettings settings, int revision, Instant changedAt) {

  /**
   * The node after a change.
   *
   * @param changed its settings now
   * @param at when
   * @return the next revision
   */
  public Node with(NodeSettings changed, Instant at) {
    return new Node(id, bot, name, changed, revision + 1, at);
  }
}
