package dev.trainyard.aws.emulator;

import java.util.Optional;
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

  /** Looked for once: a condition is asked for every test. */
  private static final class Looked {
    private static final Optional<String> ABSENT = absent();

    private Looked() {
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Looked.ABSENT.isEmpty()) {
      return ConditionEvaluationResult.enabled(NAME + " is there");
    }
    String why = Looked.ABSENT.get();
    System.out.println("NOT RUN " + context.getRequiredTestClass().getSimpleName() + ": " + why);
    return ConditionEvaluationResult.disabled(why);
  }

  /** Why it cannot be had; empty if it is there. */
  private static Optional<String> absent() {
    try {
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        return Optional.of("no Docker engine answers");
      }
    } catch (RuntimeException unusable) {
      return Optional.of("a Docker engine answers, but Testcontainers cannot use it: " + reason(unusable));
    }
    try {
      new RemoteDockerImage(name()).get(FETCH_MINUTES, TimeUnit.MINUTES);
      return Optional.empty();
    } catch (TimeoutException | RuntimeException absent) {
      return Optional.of("the image " + NAME + " cannot be had: " + reason(absent));
    }
  }

  private static String reason(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return failure == first ? failure.toString() : failure.getMessage() + ": " + first.getMessage();
  }
}
