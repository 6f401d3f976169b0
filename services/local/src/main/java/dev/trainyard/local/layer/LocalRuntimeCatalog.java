package dev.trainyard.local.layer;

import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the layers that come with this program offer; of what two layers have, node code gets the later one's.
 * Immutable, so thread-safe.
 */
public final class LocalRuntimeCatalog implements RuntimeCatalog {
  /** The one runtime that the layers make. */
  public static final String RUNTIME = "python3.6";

  private final List<LayerRef> layers;
  private final List<Library> libraries;

  /**
   * A catalogue of some layers.
   *
   * @param layers in the order in which they are laid over each other
   */
  public LocalRuntimeCatalog(List<ShippedLayer> layers) {
    this.layers = layers.stream().map(ShippedLayer::reference).toList();
    Map<String, Library> byName = new TreeMap<>();
    layers.forEach(layer -> layer.libraries().forEach(library -> byName.put(library.name(), library)));
    this.libraries = List.copyOf(byName.values());
  }

  @Override
  public String runtime() {
    return RUNTIME;
  }

  @Override
  public List<LayerRef> layers() {
    return layers;
  }

  @Override
  public List<Library> libraries() {
    return libraries;
  }
}
