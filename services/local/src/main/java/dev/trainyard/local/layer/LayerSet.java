package dev.trainyard.local.layer;

import dev.trainyard.bot.Digest;
import dev.trainyard.engine.LayerRef;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The name of layers laid over each other: the same layers in the same order have the same name.
 *
 * @param digest of the layers' names and digests
 */
public record LayerSet(Digest digest) {
  /**
   * Names layers.
   *
   * @param layers in order
   * @return the name of the set
   */
  public static LayerSet of(List<LayerRef> layers) {
    return new LayerSet(Digest.of(
        layers.stream().map(layer -> layer.name() + ':' + layer.digest()).collect(Collectors.joining("\n"))));
  }
}
