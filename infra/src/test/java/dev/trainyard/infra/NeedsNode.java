package dev.trainyard.infra;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks tests that synthesize: CDK runs on node. Where it is missing, they are named and not run. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
@interface NeedsNode {

  /** Looks for node on PATH. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      List<String> path = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1));
      if (path.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")))) {
        return ConditionEvaluationResult.enabled("node is on PATH");
      }
      if (context.getTestMethod().isEmpty()) {
        System.out.println("NOT RUN: " + context.getDisplayName() + ": there is no node on PATH, and CDK needs one");
      }
      return ConditionEvaluationResult.disabled("there is no node on PATH");
    }
  }
}
