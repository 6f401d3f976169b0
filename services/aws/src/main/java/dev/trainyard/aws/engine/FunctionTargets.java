package dev.trainyard.aws.engine;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;

/** Makes of a spec what Lambda is to be given. Thread-safe. */
final class FunctionTargets {
  private final FunctionNames names;
  private final CodeStore codes;
  private final LayerPublisher layers;

  FunctionTargets(FunctionNames names, CodeStore codes, LayerPublisher layers) {
    this.names = names;
    this.codes = codes;
    this.layers = layers;
  }

  /** The name of a node's function. */
  String name(NodeFunction node, FunctionKind kind) {
    return names.name(node, kind);
  }

  /**
   * A function as its spec wants it, its layers published.
   *
   * @throws TrainyardException {@code engine_unavailable}, also when the code is nowhere; {@code store_unavailable}
   */
  FunctionTarget target(NodeFunction node, FunctionKind kind, FunctionSpec spec) {
    byte[] code = codes.get(spec.code()).orElseThrow(() -> new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
        "The code %s of %s is not in the code store.".formatted(spec.code(), node.nodeName())));
    FunctionZip zip = FunctionZip.of(code);
    FunctionShape shape = new FunctionShape(FunctionShape.Settings.of(spec, layers.arns(spec.layers())),
        zip.sha256());
    return new FunctionTarget(names.name(node, kind), node, kind, shape, zip);
  }
}
