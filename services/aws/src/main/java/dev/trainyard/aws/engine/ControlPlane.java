package dev.trainyard.aws.engine;

import dev.trainyard.aws.client.AwsFailures;
import dev.trainyard.aws.client.Pace;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Lambda's calls but Invoke, at the pace that the account allows. What AWS throttles all the same waits and is tried
 * again, as is what a role that IAM has not spread yet makes fail. Thread-safe.
 */
final class ControlPlane {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int REPEATS = 5;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final String ROLE_UNKNOWN = "cannot be assumed by Lambda";
  private static final String RUNTIME_ENDED = "no longer supported for creating or updating";

  private final LambdaClient lambda;
  private final Pace pace;
  private final Patience patience;
  private final Duration longest;

  /**
   * Calls through a client.
   *
   * @param longest how long one call may wait for throttles and roles
   */
  ControlPlane(LambdaClient lambda, Pace pace, Patience patience, Duration longest) {
    this.lambda = lambda;
    this.pace = pace;
    this.patience = patience;
    this.longest = longest;
  }

  /** Somebody else changed the function, or is changing it: look again. */
  static final class Moved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Moved(TrainyardException cause) {
      super(cause);
    }
  }

  /** Makes pauses for a caller who waits for something of Lambda's. */
  BackOff backOff(Duration first) {
    return new BackOff(patience, first, LONGEST_PAUSE, longest);
  }

  /**
   * Makes a call that counts against the account's 15 a second.
   *
   * @param call idempotent, or guarded by a revision, so that it may be repeated when its answer was lost
   * @return its answer; empty when Lambda says that there is no such thing
   * @throws Moved on a conflict
   * @throws TrainyardException {@code engine_unavailable}
   */
  <T> Optional<T> paced(Function<LambdaClient, T> call) {
    return repeated(inTurn(call), REPEATS);
  }

  /**
   * Makes such a call that may not be repeated once it could have come through.
   *
   * @param call any
   * @return its answer; empty when Lambda says that there is no such thing
   * @throws Moved on a conflict
   * @throws TrainyardException {@code engine_unavailable}
   */
  <T> Optional<T> pacedOnce(Function<LambdaClient, T> call) {
    return repeated(inTurn(call), 0);
  }

  /**
   * Reads a function or one of its versions; this counts against 100 a second of its own.
   *
   * @param qualifier a version, or {@code $LATEST}
   * @return empty if it is not there
   */
  Optional<FunctionConfiguration> function(String name, String qualifier) {
    return repeated(
        client -> client.getFunction(request -> request.functionName(name).qualifier(qualifier)).configuration(),
        REPEATS);
  }

  private <T> Function<LambdaClient, T> inTurn(Function<LambdaClient, T> call) {
    return client -> {
      pace.await(Pace.Kind.LAMBDA_CONTROL);
      return call.apply(client);
    };
  }

  private <T> Optional<T> repeated(Function<LambdaClient, T> call, int repeats) {
    BackOff backOff = backOff(FIRST_PAUSE);
    int left = repeats;
    while (true) {
      try {
        return Optional.of(call.apply(lambda));
      } catch (ResourceNotFoundException absent) {
        return Optional.empty();
      } catch (ResourceConflictException | PreconditionFailedException moved) {
        throw new Moved(AwsFailures.engine(moved));
      } catch (SdkException failed) {
        TrainyardException refusal = refusal(failed);
        if (!isThrottle(failed) && !isRoleUnknown(failed) && !(isPassing(failed) && left-- > 0)) {
          throw refusal;
        }
        pauseOr(backOff, () -> refusal);
      }
    }
  }

  private static boolean isThrottle(SdkException failure) {
    return failure instanceof AwsServiceException answered
        && (answered.statusCode() == TOO_MANY_REQUESTS || answered.isThrottlingException());
  }

  private static boolean isPassing(SdkException failure) {
    return failure instanceof AwsServiceException answered
        ? answered.statusCode() >= SERVER_ERROR
        : failure instanceof ApiCallTimeoutException || isBrokenConnection(failure);
  }

  /** An answer that breaks off is told as one that cannot be read, with the reason further below. */
  private static boolean isBrokenConnection(SdkException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRoleUnknown(SdkException failure) {
    return failure instanceof InvalidParameterValueException && said(failure).contains(ROLE_UNKNOWN);
  }

  private static TrainyardException refusal(SdkException failure) {
    if (isRoleUnknown(failure)) {
      return new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
          "Lambda cannot assume the role of TRAINYARD_AWS_ROLE_ARN; let its trust policy name lambda.amazonaws.com.");
    }
    if (failure instanceof InvalidParameterValueException && said(failure).contains(RUNTIME_ENDED)) {
      return new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE,
          "AWS no longer takes functions of this runtime; set TRAINYARD_AWS_RUNTIME=provided.al2023, and train again.");
    }
    return AwsFailures.engine(failure);
  }

  /** For recognizing only: it may repeat what it was given. */
  private static String said(SdkException failure) {
    return String.valueOf(failure.getMessage());
  }

  /** Pauses, or gives up with a failure when the time is over or the thread is interrupted. */
  static void pauseOr(BackOff backOff, Supplier<TrainyardException> failure) {
    try {
      if (!backOff.pause()) {
        throw failure.get();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, "The work was stopped while it waited for Lambda.",
          Map.of(), stopped);
    }
  }
}
