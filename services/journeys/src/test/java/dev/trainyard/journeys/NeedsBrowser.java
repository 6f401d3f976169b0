package dev.trainyard.journeys;

import dev.trainyard.journeys.driver.Chromium;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out what needs a browser where there is none, and says so by name. */
final class NeedsBrowser implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.installed().isPresent()) {
      return ConditionEvaluationResult.enabled("a Chromium is installed");
    }
    System.out.println("NOT RUN: " + context.getRequiredTestClass().getSimpleName() + ": " + Chromium.MISSING);
    return ConditionEvaluationResult.disabled(Chromium.MISSING);
  }
}
