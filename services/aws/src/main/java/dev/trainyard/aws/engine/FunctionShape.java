package dev.trainyard.aws.engine;

import dev.trainyard.engine.FunctionSpec;
import java.util.List;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Layer;

/**
 * All of a Lambda function that its spec decides. A version is recognized by its shape: so Lambda itself, which keeps
 * code and settings of a version in one, is the only record of what was published, and nothing can be lost between a
 * publish and its record.
 *
 * @param settings all but the code
 * @param codeSha256 of the zip, in Base64
 */
record FunctionShape(Settings settings, String codeSha256) {
  /** Where Lambda finds the entry of the code. */
  static final String HANDLER = "handler.main";

  /**
   * What {@code UpdateFunctionConfiguration} can change.
   *
   * @param runtime such as {@code provided.al2023}
   * @param handler {@link #HANDLER}
   * @param timeoutSeconds of {@code main}
   * @param memoryMegabytes at least 128 on Lambda
   * @param layers ARNs of layer versions, in order
   */
  record Settings(String runtime, String handler, int timeoutSeconds, int memoryMegabytes, List<String> layers) {
    /** The least that Lambda gives. */
    private static final int LEAST_MEMORY = 128;

    Settings {
      layers = List.copyOf(layers);
    }

    static Settings of(FunctionSpec spec, List<String> layers) {
      return new Settings(spec.runtime(), HANDLER, Math.toIntExact(Math.max(1, spec.timeout().toSeconds())),
          Math.max(LEAST_MEMORY, spec.memory().megabytes()), layers);
    }

    static Settings of(FunctionConfiguration present) {
      return new Settings(orEmpty(present.runtimeAsString()), orEmpty(present.handler()),
          present.timeout() == null ? 0 : present.timeout(), present.memorySize() == null ? 0 : present.memorySize(),
          present.layers().stream().map(Layer::arn).toList());
    }
  }

  static FunctionShape of(FunctionConfiguration present) {
    return new FunctionShape(Settings.of(present), orEmpty(present.codeSha256()));
  }

  @SuppressWarnings("NullAway") // the SDK says of nothing whether it may be missing
  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
