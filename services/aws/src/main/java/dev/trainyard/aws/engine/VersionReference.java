package dev.trainyard.aws.engine;

import java.util.Optional;

/**
 * What a release remembers of a version: {@code lambda:NAME:NUMBER}. Neither account nor region is in it.
 *
 * @param function name of the Lambda function
 * @param number of its version
 */
record VersionReference(String function, String number) {
  private static final String KIND = "lambda";

  /** Reads a reference; empty for those of another engine. */
  static Optional<VersionReference> parse(String text) {
    String[] parts = text.split(":", -1);
    return parts.length == 3 && KIND.equals(parts[0]) && !parts[1].isEmpty() && !parts[2].isEmpty()
        ? Optional.of(new VersionReference(parts[1], parts[2]))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return KIND + ':' + function + ':' + number;
  }
}
