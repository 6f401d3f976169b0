package dev.trainyard.aws.runtimeapi;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link OnSandbox}, and says by name what does not run. */
final class SandboxCondition implements ExecutionCondition {
  private static final class Tried {
    static final String REFUSAL = Sandbox.refusal();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Tried.REFUSAL.isEmpty()) {
      return ConditionEvaluationResult.enabled("in a sandbox");
    }
    if (context.getTestMethod().isEmpty()) {
      System.out.println("NOT RUN " + context.getRequiredTestClass().getSimpleName()
          + ": this machine allows no sandboxes: " + Tried.REFUSAL);
    }
    return ConditionEvaluationResult.disabled(Tried.REFUSAL);
  }
}
