package dev.trainyard.engine;

import dev.trainyard.bot.Digest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that decides how a function behaves.
 *
 * @param code digest of the code, which is in the code store
 * @param runtime what runs it, such as {@code python3.6} or {@code provided.al2023}
 * @param layers in the order in which they are laid over each other
 * @param timeout how long {@code main} may take
 * @param memory how much memory it may use
 */
public record FunctionSpec(Digest code, String runtime, List<LayerRef> layers, Duration timeout, MemorySize memory) {
  public FunctionSpec {
    layers = List.copyOf(layers);
  }

  /**
   * The name of the spec: equal specs have equal digests, on every machine and in every version of this program.
   *
   * @return its digest
   */
  public Digest digest() {
    return Digest.of("1\n" + code + '\n' + runtime + '\n'
        + layers.stream().map(layer -> layer.name() + ':' + layer.digest()).collect(Collectors.joining(",")) + '\n'
        + timeout.toMillis() + '\n' + memory.megabytes());
  }
}
