package dev.trainyard.aws.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link OnEmulator}, and says by name what does not run. */
final class EmulatorCondition implements ExecutionCondition {
  private static final String NONE = "nothing stands in for AWS (services/aws/emulator/ministack.sh COMMAND starts an "
      + "emulator for a command; AWS_ENDPOINT_URL names another)";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), OnEmulator.class)
        .map(needs -> decide(context, needs)).orElseGet(() -> ConditionEvaluationResult.enabled("needs no emulator"));
  }

  private static ConditionEvaluationResult decide(ExtensionContext context, OnEmulator needs) {
    Optional<Emulator> emulator = Emulator.find();
    if (emulator.isEmpty()) {
      return notRun(context, NONE);
    }
    List<String> missing = new ArrayList<>();
    for (Ability ability : needs.value()) {
      if (!emulator.get().can(ability)) {
        missing.add("%s lacks %s: %s".formatted(emulator.get().name(), ability.text(),
            emulator.get().lacks().get(ability)));
      }
    }
    return missing.isEmpty()
        ? ConditionEvaluationResult.enabled("on " + emulator.get().name())
        : notRun(context, String.join("; ", missing));
  }

  private static ConditionEvaluationResult notRun(ExtensionContext context, String why) {
    String name = context.getRequiredTestClass().getSimpleName()
        + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
    System.out.println("NOT RUN " + name + ": " + why);
    return ConditionEvaluationResult.disabled(why);
  }
}
