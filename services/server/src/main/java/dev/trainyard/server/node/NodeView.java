package dev.trainyard.server.node;

import dev.trainyard.bot.Node;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * A node.
 *
 * @param name its name
 * @param endNode whether a reply with status true completes the conversation
 * @param timeoutSeconds how long main may take
 * @param memoryMb how much memory it may use
 * @param revision for If-Match
 * @param changedAt when its settings were last changed
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record NodeView(String name, boolean endNode, long timeoutSeconds, int memoryMb, int revision, Instant changedAt) {

  static NodeView of(Node node) {
    return new NodeView(node.name().value(), node.settings().endNode(), node.settings().timeout().toSeconds(),
        node.settings().memory().megabytes(), node.revision(), node.changedAt());
  }
}
