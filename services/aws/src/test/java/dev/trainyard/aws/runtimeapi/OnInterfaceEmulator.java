package dev.trainyard.aws.runtimeapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs tests where sandboxes are allowed and {@code TRAINYARD_RIE}, an environment variable or a system property, names
 * AWS's interface emulator. Elsewhere the build's output names them and says why not.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({SandboxCondition.class, OnInterfaceEmulator.Condition.class})
@ResourceLock("the engine on the interface emulator")
public @interface OnInterfaceEmulator {

  /** Decides, and says by name what does not run. */
  final class Condition implements ExecutionCondition {
    private static final String MISSING = "TRAINYARD_RIE names no aws-lambda-rie";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Environments.interfaceEmulator().isPresent()) {
        return ConditionEvaluationResult.enabled("through AWS's interface emulator");
      }
      System.out.println("NOT RUN " + context.getRequiredTestClass().getSimpleName() + ": " + MISSING);
      return ConditionEvaluationResult.disabled(MISSING);
    }
  }
}
