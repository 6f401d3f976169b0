package dev.trainyard.aws.emulator;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** The image of LocalStack: which one it is, and whether it can be had. */
public final class LocalStackImage implements ExecutionCondition {
  private static final String NAME = System.getenv().getOrDefault("TRAINYARD_TEST_LOCALSTACK_IMAGE",
      "localstack/localstack:4.14.0");
  private static final int FETCH_MINUTES = 10;

  /**
   * The image.
   *
   * @return accepted in place of the official one
   */
  public static DockerImageName name() {
    return DockerImageName.parse(NAME).asCompatibleSubstituteFor("localstack/localstack");
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return notRun(context, "no Docker engine answers");
    }
    try {
      new RemoteDockerImage(name()).get(FETCH_MINUTES, TimeUnit.MINUTES);
      return ConditionEvaluationResult.enabled(NAME + " is there");
    } catch (TimeoutException | RuntimeException absent) {
      return notRun(context, "the image " + NAME + " cannot be had: " + absent.getMessage());
    }
  }

  private static ConditionEvaluationResult notRun(ExtensionContext context, String why) {
    System.out.println("NOT RUN " + context.getRequiredTestClass().getSimpleName() + ": " + why);
    return ConditionEvaluationResult.disabled(why);
  }
}
