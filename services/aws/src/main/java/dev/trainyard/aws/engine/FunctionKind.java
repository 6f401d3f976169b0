package dev.trainyard.aws.engine;

import java.util.Locale;

/** Each node has a function of either kind, so that nothing that a Run does gets into what Train publishes. */
enum FunctionKind {
  /** What Train publishes, and turns invoke. */
  RELEASE,
  /** What Run invokes. */
  DRAFT;

  /** As tags say it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As names of functions say it. */
  char letter() {
    return text().charAt(0);
  }
}
