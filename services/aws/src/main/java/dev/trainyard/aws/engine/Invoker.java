package dev.trainyard.aws.engine;

import dev.trainyard.aws.client.AwsFailures;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Ran;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/**
 * Invokes versions, each at most once: what surely did not run is tried again while the request may wait, everything
 * else is not. The client must not repeat anything by itself. Thread-safe; an interrupt of the calling thread breaks
 * the call off.
 */
final class Invoker {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;
  /** Failures of Lambda's before it starts the code, though their status is 500 or 502. */
  private static final Set<String> NOT_STARTED = Set.of("EC2AccessDeniedException", "EC2ThrottledException",
      "EC2UnexpectedException", "EFSIOException", "EFSMountConnectivityException", "EFSMountFailureException",
      "EFSMountTimeoutException", "ENILimitReachedException", "InvalidRuntimeException",
      "InvalidSecurityGroupIDException", "InvalidSubnetIDException", "InvalidZipFileException",
      "KMSAccessDeniedException", "KMSDisabledException", "KMSInvalidStateException", "KMSNotFoundException",
      "ResourceNotReadyException", "SubnetIPAddressLimitReachedException");

  private final LambdaClient lambda;
  private final Patience patience;

  Invoker(LambdaClient lambda, Patience patience) {
    this.lambda = lambda;
    this.patience = patience;
  }

  /** What a failed attempt means. */
  private enum Meaning {
    THROTTLED, UNREACHED, GONE, REFUSED, UNKNOWN
  }

  /**
   * Invokes a version.
   *
   * @param target which
   * @param spec its limits
   * @param request with what
   * @param asked when it was asked for, as {@link Patience#nanos} tells
   * @return what became of it
   */
  Invocation invoke(VersionReference target, FunctionSpec spec, InvocationRequest request, long asked) {
    if (request.event().size() > Payload.MOST_BYTES) {
      return new Invocation.Unavailable("The event has %,d bytes, and Lambda takes %,d."
          .formatted(request.event().size(), Payload.MOST_BYTES), Ran.NO);
    }
    BackOff backOff = new BackOff(patience, FIRST_PAUSE, LONGEST_PAUSE,
        request.longestWait().minusNanos(patience.nanos() - asked));
    while (true) {
      long sent = patience.nanos();
      try {
        InvokeResponse answer = lambda.invoke(call -> call.functionName(target.function()).qualifier(target.number())
            .logType(LogType.TAIL).payload(SdkBytes.fromByteArrayUnsafe(request.event().bytes())));
        String lambdaId = answer.responseMetadata() == null ? "" : answer.responseMetadata().requestId();
        return AnswerReader.read(answer,
            new InvocationFacts(request.id(), "UNKNOWN".equals(lambdaId) ? "" : lambdaId, target.number(),
                spec.memory(), spec.timeout(), Duration.ofNanos(sent - asked),
                Duration.ofNanos(patience.nanos() - sent)));
      } catch (SdkException failure) {
        Meaning meaning = meaning(failure);
        if (!mayRepeat(meaning) || !pause(backOff)) {
          return unavailable(meaning, failure, target);
        }
      }
    }
  }

  private static boolean mayRepeat(Meaning meaning) {
    return meaning == Meaning.THROTTLED || meaning == Meaning.UNREACHED;
  }

  private static boolean pause(BackOff backOff) {
    try {
      return backOff.pause();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Invocation unavailable(Meaning meaning, SdkException failure, VersionReference target) {
    return switch (meaning) {
      case THROTTLED -> new Invocation.Overloaded(RETRY_AFTER);
      case UNREACHED, REFUSED -> new Invocation.Unavailable(AwsFailures.sentence(failure), Ran.NO);
      case GONE -> new Invocation.Unavailable("Version %s of the Lambda function %s is gone; train again."
          .formatted(target.number(), target.function()), Ran.NO);
      case UNKNOWN -> new Invocation.Unavailable(AwsFailures.sentence(failure), Ran.UNKNOWN);
    };
  }

  private static Meaning meaning(SdkException failure) {
    if (failure instanceof AwsServiceException answered) {
      return switch (answered.statusCode()) {
        case TOO_MANY_REQUESTS -> Meaning.THROTTLED;
        // Pending, or being restored after it was idle for weeks.
        case CONFLICT -> Meaning.UNREACHED;
        case NOT_FOUND -> Meaning.GONE;
        // A status below is the beginning of one that broke off.
        default -> isRefusal(answered.statusCode()) || NOT_STARTED.contains(AwsFailures.code(answered))
            ? Meaning.REFUSED
            : Meaning.UNKNOWN;
      };
    }
    return unanswered(failure);
  }

  private static boolean isRefusal(int status) {
    return status >= BAD_REQUEST && status < SERVER_ERROR;
  }

  private static Meaning unanswered(SdkException failure) {
    if (failure instanceof AbortedException) {
      return Meaning.UNKNOWN;
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectionRequestTimeoutException) {
        return Meaning.THROTTLED;
      }
      if (cause instanceof ConnectException || cause instanceof ConnectTimeoutException
          || cause instanceof NoRouteToHostException || cause instanceof UnknownHostException
          || cause instanceof SSLHandshakeException) {
        return Meaning.UNREACHED;
      }
    }
    // Without a cause, nothing was sent: no credentials, no region.
    return failure.getCause() == null ? Meaning.REFUSED : Meaning.UNKNOWN;
  }
}
