package dev.trainyard.contracts.memory;

import dev.trainyard.bot.Digest;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.List;

/** A catalog that says what a test tells it. Thread-safe. */
public final class FixedRuntimeCatalog implements RuntimeCatalog {
  private final String runtime;
  private final List<Library> libraries;
  private volatile List<LayerRef> layers;

  /**
   * A catalog.
   *
   * @param runtime such as {@code python3.6}
   * @param layers in order
   * @param libraries by name, ascending
   */
  public FixedRuntimeCatalog(String runtime, List<LayerRef> layers, List<Library> libraries) {
    this.runtime = runtime;
    this.layers = List.copyOf(layers);
    this.libraries = List.copyOf(libraries);
  }

  /**
   * A catalog for tests that care little: one runtime, two layers, one library.
   *
   * @return a new one
   */
  public static FixedRuntimeCatalog usual() {
    return new FixedRuntimeCatalog("python3.6",
        List.of(new LayerRef("python-runtime", Digest.of("runtime")), new LayerRef("extra-packages", Digest.of("1"))),
        List.of(new Library("requests", "2.22.0", "Apache-2.0", "extra-packages")));
  }

  /**
   * Changes the layers for what is released from now on.
   *
   * @param next in order
   */
  public void replaceLayers(List<LayerRef> next) {
    layers = List.copyOf(next);
  }

  @Override
  public String runtime() {
    return runtime;
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
