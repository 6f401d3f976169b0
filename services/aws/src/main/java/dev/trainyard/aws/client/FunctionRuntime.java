package dev.trainyard.aws.client;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What runs node code on Lambda. */
public enum FunctionRuntime {
  /** Amazon Linux 2023 with Python 3.6 from our layer. */
  PROVIDED_AL2023("provided.al2023"),
  /** AWS's own Python 3.6, which AWS itself takes for new functions no longer; some emulators do. */
  PYTHON_3_6("python3.6");

  private final String text;

  FunctionRuntime(String text) {
    this.text = text;
  }

  /**
   * Reads the setting {@code TRAINYARD_AWS_RUNTIME}.
   *
   * @param text as Lambda spells it
   * @return the runtime
   * @throws IllegalArgumentException naming the setting
   */
  public static FunctionRuntime parse(String text) {
    return Arrays.stream(values()).filter(runtime -> runtime.text.equals(text)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("TRAINYARD_AWS_RUNTIME must be one of %s.".formatted(
            Arrays.stream(values()).map(FunctionRuntime::text).collect(Collectors.joining(", ")))));
  }

  /** As Lambda spells it. */
  public String text() {
    return text;
  }
}
