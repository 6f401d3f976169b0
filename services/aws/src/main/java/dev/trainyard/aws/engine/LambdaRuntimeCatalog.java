package dev.trainyard.aws.engine;

import dev.trainyard.aws.client.FunctionRuntime;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What new releases run on at Lambda. {@code provided.al2023} takes all layers. {@code python3.6} has an interpreter of
 * its own, and a boto3 of AWS's choice: there the layer {@code python-runtime} is left out, and so are its packages.
 * Immutable, so thread-safe.
 */
public final class LambdaRuntimeCatalog implements RuntimeCatalog {
  /** The layer that is an interpreter. */
  static final String INTERPRETER = "python-runtime";

  private final FunctionRuntime runtime;
  private final List<LayerRef> layers;
  private final List<Library> libraries;

  /**
   * A catalogue of some layers.
   *
   * @param runtime what runs node code
   * @param layers that come with this program, in the order in which they are laid over each other
   */
  public LambdaRuntimeCatalog(FunctionRuntime runtime, List<LambdaLayer> layers) {
    this.runtime = runtime;
    List<LambdaLayer> used = layers.stream().filter(
        layer -> runtime == FunctionRuntime.PROVIDED_AL2023 || !INTERPRETER.equals(layer.reference().name())).toList();
    this.layers = used.stream().map(LambdaLayer::reference).toList();
    Map<String, Library> byName = new TreeMap<>();
    used.forEach(layer -> layer.libraries().forEach(library -> byName.put(library.name(), library)));
    this.libraries = List.copyOf(byName.values());
  }

  @Override
  public String runtime() {
    return runtime.text();
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
