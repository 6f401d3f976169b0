package dev.trainyard.bot;

import dev.trainyard.engine.MemorySize;
import dev.trainyard.error.FieldError;
import dev.trainyard.error.TrainyardException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
    List<FieldError> errors = new ArrayList<>();
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(900)) > 0
        || !timeout.equals(Duration.ofSeconds(timeout.toSeconds()))) {
      errors.add(new FieldError("/timeout_seconds", "A node's limit is 1 to 900 whole seconds."));
    }
    if (memory.megabytes() < 128 || memory.megabytes() > 3008) {
      errors.add(new FieldError("/memory_mb", "A node's memory is 128 to 3008 MB."));
    }
    if (!errors.isEmpty()) {
      throw TrainyardException.invalid(errors);
    }
  }

  /**
   * Settings as people write them.
   *
   * @param endNode whether a reply with {@code status} true completes the conversation
   * @param timeoutSeconds how long {@code main} may take
   * @param memoryMegabytes how much memory the node may use
   * @return the settings
   * @throws TrainyardException {@code invalid}, with everything that is wrong
   */
  public static NodeSettings of(boolean endNode, int timeoutSeconds, int memoryMegabytes) {
    // An amount below one megabyte is none; as one it is refused with the rest.
    return new NodeSettings(endNode, Duration.ofSeconds(timeoutSeconds), new MemorySize(Math.max(1, memoryMegabytes)));
  }
}
