package dev.trainyard.aws.client;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says in the product's words what AWS says in its own: which action is denied, which setting is wrong, what is
 * throttled. AWS's texts repeat what they were given, environment maps and parameters' values among them; so neither
 * details nor causes hold such a text, only its service, code, status and request id. Thread-safe: it holds no state.
 */
public final class AwsFailures {
  private static final Pattern ACTION = Pattern.compile("not authorized to perform: ([a-z0-9-]{1,40}:[A-Za-z*]{1,80})");
  private static final Pattern RESOURCE = Pattern.compile("on resource: \"?(arn:[!-~]{1,400}?)\"?(?: |$)");
  private static final Pattern CLOCK = Pattern
      .compile("Signature expired|Signature not yet current|difference between the request time");
  private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException", "AllAccessDisabled",
      "NotAuthorized", "OptInRequired", "UnauthorizedOperation");
  private static final Set<String> UNKNOWN_CALLER = Set.of("AuthFailure", "ExpiredToken", "ExpiredTokenException",
      "IncompleteSignature", "IncompleteSignatureException", "InvalidAccessKeyId", "InvalidClientTokenId",
      "InvalidSignatureException", "InvalidToken", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
      "SignatureDoesNotMatch", "UnrecognizedClientException");
  private static final Set<String> CLOCK_CODES = Set.of("RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed");
  private static final Set<String> OTHER_REGION = Set.of("AuthorizationHeaderMalformed",
      "IllegalLocationConstraintException", "PermanentRedirect");
  private static final Set<String> FULL = Set.of("CodeStorageExceededException", "LimitExceededException",
      "ParameterLimitExceeded", "ServiceQuotaExceededException");

  private AwsFailures() {
  }

  /**
   * Makes a store's call.
   *
   * @param <T> what it gives
   * @param call to AWS
   * @return what it gave
   * @throws TrainyardException {@code store_unavailable} for every failure of the SDK's
   */
  public static <T> T inStore(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw store(failure);
    } catch (RejectedExecutionException closed) {
      throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE, "The server is stopping.", Map.of(), closed);
    }
  }

  /**
   * A store failed.
   *
   * @param failure the SDK's
   * @return {@code store_unavailable}, its detail for the operator
   */
  public static TrainyardException store(SdkException failure) {
    return translated(ErrorCode.STORE_UNAVAILABLE, failure);
  }

  /**
   * The engine failed.
   *
   * @param failure the SDK's
   * @return {@code engine_unavailable}, its detail for the operator
   */
  public static TrainyardException engine(SdkException failure) {
    return translated(ErrorCode.ENGINE_UNAVAILABLE, failure);
  }

  /**
   * What is wrong, and what to do.
   *
   * @param failure the SDK's
   * @return one or two sentences without any text of AWS's but names of actions, resources and codes
   */
  public static String sentence(SdkException failure) {
    return failure instanceof AwsServiceException answered ? answered(answered) : unanswered(failure);
  }

  /**
   * The code of an answer.
   *
   * @param failure the SDK's
   * @return such as {@code ThrottlingException}; empty if there was no answer, or it had none
   */
  public static String code(SdkException failure) {
    return failure instanceof AwsServiceException answered && answered.awsErrorDetails() != null
        && answered.awsErrorDetails().errorCode() != null ? answered.awsErrorDetails().errorCode() : "";
  }

  private static TrainyardException translated(ErrorCode code, SdkException failure) {
    return new TrainyardException(code, sentence(failure), Map.of(), new AwsFailure(summary(failure), failure));
  }

  private static String answered(AwsServiceException failure) {
    String code = code(failure);
    String service = service(failure);
    String said = said(failure);
    if (CLOCK_CODES.contains(code) || CLOCK.matcher(said).find()) {
      return "AWS refuses this machine's time; set its clock right (a time server does it).";
    }
    if (UNKNOWN_CALLER.contains(code)) {
      return "AWS does not accept the server's credentials (%s); set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY anew, "
          .formatted(code) + "or give the machine or task a role.";
    }
    if (code.startsWith("KMS") || code.equals("InvalidKeyId")) {
      return "The key that encrypts cannot be used (%s); check TRAINYARD_AWS_KMS_KEY and what the key's policy allows."
          .formatted(code);
    }
    if (DENIED.contains(code) || failure.statusCode() == 403) {
      return denied(service, said);
    }
    if (failure.isThrottlingException() || failure.statusCode() == 429) {
      return "AWS throttles %s; try again in a moment, or have the quota raised.".formatted(service);
    }
    return refused(failure, code, service);
  }

  private static String refused(AwsServiceException failure, String code, String service) {
    if (OTHER_REGION.contains(code) || failure.statusCode() == 301) {
      return "The bucket is in another region; check AWS_REGION and TRAINYARD_AWS_BUCKET.";
    }
    if (code.equals("NoSuchBucket")) {
      return "There is no such bucket; check TRAINYARD_AWS_BUCKET and AWS_REGION, or set TRAINYARD_AWS_CREATE=true.";
    }
    if (code.equals("ResourceNotFoundException") && service.equals("DynamoDB")) {
      return "There is no such table; check TRAINYARD_AWS_TABLE and AWS_REGION, or set TRAINYARD_AWS_CREATE=true.";
    }
    if (FULL.contains(code)) {
      return "A quota of %s is used up (%s); remove what is not needed, or have the quota raised.".formatted(service,
          code);
    }
    if (code.equals("ParameterMaxVersionLimitExceeded")) {
      return "SSM keeps 100 versions of a parameter, and the oldest of this one has a label; remove the label.";
    }
    if (code.equals("HierarchyTypeMismatchException")) {
      return "A parameter of SSM with this variable's name was made by hand, of another type; delete that parameter.";
    }
    return failure.statusCode() >= 500
        ? "AWS's %s failed (status %d); try again in a moment.".formatted(service, failure.statusCode())
        : "AWS's %s refused a call (%s); the server's log has the request id.".formatted(service,
            code.isEmpty() ? "status " + failure.statusCode() : code);
  }

  private static String denied(String service, String said) {
    Matcher action = ACTION.matcher(said);
    Matcher resource = RESOURCE.matcher(said);
    return "AWS denies the server %s%s; allow it in the policy of the server's role.".formatted(
        action.find() ? action.group(1) : "a call of " + service, resource.find() ? " on " + resource.group(1) : "");
  }

  private static String unanswered(SdkException failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("credentials")) {
      return "No AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine or "
          + "task a role.";
    }
    if (failure instanceof AbortedException) {
      return "The work was stopped before AWS answered.";
    }
    if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
      return "AWS did not answer in time; try again in a moment.";
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "AWS's address is not known here; check AWS_REGION, AWS_ENDPOINT_URL and the network.";
      }
      if (cause instanceof IOException) {
        return "AWS cannot be reached; check the network and AWS_ENDPOINT_URL, then try again.";
      }
    }
    return "A call of AWS failed; the server's log says where.";
  }

  private static String summary(SdkException failure) {
    if (failure instanceof AwsServiceException answered) {
      return "%s %s, status %d, request %s".formatted(service(answered), code(failure), answered.statusCode(),
          answered.requestId());
    }
    StringBuilder kinds = new StringBuilder(failure.getClass().getSimpleName());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      kinds.append(", for ").append(cause.getClass().getSimpleName());
    }
    return kinds.toString();
  }

  private static String service(AwsServiceException failure) {
    AwsErrorDetails details = failure.awsErrorDetails();
    String name = details == null || details.serviceName() == null ? "" : details.serviceName();
    return switch (name) {
      case "DynamoDb" -> "DynamoDB";
      case "S3" -> "S3";
      case "Ssm" -> "SSM";
      case "Lambda" -> "Lambda";
      case "Iam" -> "IAM";
      default -> name.isEmpty() ? "a service" : name;
    };
  }

  private static String said(AwsServiceException failure) {
    AwsErrorDetails details = failure.awsErrorDetails();
    return details == null || details.errorMessage() == null ? "" : details.errorMessage();
  }
}
