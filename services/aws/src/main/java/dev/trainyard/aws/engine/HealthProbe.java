package dev.trainyard.aws.engine;

import dev.trainyard.aws.client.AwsFailures;
import dev.trainyard.engine.EngineHealth;
import dev.trainyard.engine.EngineHealth.Degradation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Asks Lambda now and then for a function that is not there: the answer shows that it is reached, and lets the server
 * read functions. Thread-safe; one question at a time, and none more often than every few seconds.
 */
final class HealthProbe {
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMillis(800);
  private static final String REMEDY = "Check the network, AWS_REGION, AWS_ENDPOINT_URL and the server's role.";

  private final LambdaClient lambda;
  private final Patience patience;
  private final String absent;
  private final EngineHealth good;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Answer last;

  /** What was heard, and when. */
  private record Answer(EngineHealth health, long at) {
  }

  /**
   * Asks nothing yet.
   *
   * @param prefix of functions that the server may read
   */
  HealthProbe(LambdaClient lambda, Patience patience, String prefix) {
    this.lambda = lambda;
    this.patience = patience;
    this.absent = prefix + "-health";
    this.good = new EngineHealth(true, "AWS Lambda", List.of());
    this.last = new Answer(good, patience.nanos() - FRESH.toNanos());
  }

  /** How Lambda was at most a few seconds ago. */
  EngineHealth health() {
    if (patience.nanos() - last.at() >= FRESH.toNanos() && asking.compareAndSet(false, true)) {
      try {
        last = new Answer(ask(), patience.nanos());
      } finally {
        asking.set(false);
      }
    }
    return last.health();
  }

  private EngineHealth ask() {
    try {
      lambda.getFunction(request -> request.functionName(absent)
          .overrideConfiguration(override -> override.apiCallTimeout(LONGEST)));
      return good;
    } catch (ResourceNotFoundException reached) {
      return good;
    } catch (SdkException failed) {
      return new EngineHealth(false, "AWS Lambda",
          List.of(new Degradation("lambda", AwsFailures.sentence(failed), REMEDY)));
    }
  }
}
