package dev.trainyard.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.CfnResource;
import software.constructs.IConstruct;

/** A rule of checkov that a resource breaks on purpose, with the reason, where a reader of the template finds both. */
final class LintException {
  private static final String KEY = "checkov";

  private LintException() {
  }

  /**
   * Excepts a resource from a rule.
   *
   * @param construct a resource, or a construct whose default child is one
   * @param rule such as {@code CKV_AWS_18}
   * @param reason a sentence
   */
  static void allow(IConstruct construct, String rule, String reason) {
    CfnResource resource = construct instanceof CfnResource self
        ? self
        : (CfnResource) Objects.requireNonNull(construct.getNode().getDefaultChild(), "a construct with one resource");
    List<Object> skipped = new ArrayList<>();
    if (resource.getMetadata(KEY) instanceof Map<?, ?> metadata && metadata.get("skip") instanceof List<?> before) {
      skipped.addAll(before);
    }
    skipped.add(Map.of("id", rule, "comment", reason));
    resource.addMetadata(KEY, Map.of("skip", skipped));
  }
}
