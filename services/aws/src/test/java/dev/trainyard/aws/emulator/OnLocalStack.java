package dev.trainyard.aws.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs tests where {@code TRAINYARD_TEST_LOCALSTACK_URL} names a LocalStack. Elsewhere the build's output names them
 * and says why they did not run.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnLocalStack.Condition.class)
public @interface OnLocalStack {

  /** Decides, and says by name what does not run. */
  final class Condition implements ExecutionCondition {
    private static final String NONE = "TRAINYARD_TEST_LOCALSTACK_URL names no LocalStack "
        + "(services/aws/emulator/localstack.sh COMMAND starts one for a command)";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Emulator.localStack().isPresent()) {
        return ConditionEvaluationResult.enabled("on LocalStack");
      }
      System.out.println("NOT RUN " + context.getRequiredTestClass().getSimpleName() + ": " + NONE);
      return ConditionEvaluationResult.disabled(NONE);
    }
  }
}
