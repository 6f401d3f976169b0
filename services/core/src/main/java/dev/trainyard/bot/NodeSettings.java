package dev.trainyard.bot;

import dev.trainyard.engine.MemorySize;
import dev.trainyard.error.TrainyardException;
import java.time.Duration;

/**
 * What a person sets for a node. Released with the code: a change takes effect with the next training.
 *
 * @param endNode whether a reply with {@code status} true completes the conversation
 * @param timeout how long {@code main} may take, 1 s to 900 s, whole seconds
 * @param memory how much memory the node may use, 128 to 3,008 MB
 */
public record NodeSettings(boolean endNode, Duration timeout, MemorySize memory) {
  /** The settings of a node for which nothing was set. */
  public static final NodeSettings DEFAULT = new NodeSettings(false, Duration.ofSeconds(20), new MemorySize(128));

  public NodeSettings {
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(900)) > 0
        || !timeout.equals(Duration.ofSeconds(timeout.toSeconds()))) {
      throw TrainyardException.invalid("/timeout_seconds", "A node's limit is 1 to 900 whole seconds.");
    }
    if (memory.megabytes() < 128 || memory.megabytes() > 3008) {
      throw TrainyardException.invalid("/memory_mb", "A node's memory is 128 to 3008 MB.");
    }
  }
}
