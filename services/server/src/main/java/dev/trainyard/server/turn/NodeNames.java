package dev.trainyard.server.turn;

import dev.trainyard.bot.NodeName;

/** Names of nodes as callers of turns write them: {@code NODE}, or qualified, {@code bot::STORY::NODE}. */
final class NodeNames {
  private NodeNames() {
  }

  static NodeName ofTurn(String text) {
    int separator = text.lastIndexOf("::");
    return new NodeName(separator < 0 ? text : text.substring(separator + 2));
  }
}
