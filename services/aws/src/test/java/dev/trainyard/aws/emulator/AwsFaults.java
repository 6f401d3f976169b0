package dev.trainyard.aws.emulator;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Refusals in the shapes in which AWS gives them. */
public final class AwsFaults {
  private AwsFaults() {
  }

  /** Lambda's concurrency is used up: nothing was run. */
  public static Fault.Answer invokeThrottled() {
    return lambda(429, "TooManyRequestsException",
        "{\"Reason\":\"ConcurrentInvocationLimitExceeded\",\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}");
  }

  /** Too many calls of Lambda's control plane. */
  public static Fault.Answer controlThrottled() {
    return lambda(429, "TooManyRequestsException",
        "{\"Reason\":\"CallerRateLimitExceeded\",\"Type\":\"User\",\"message\":\"Rate exceeded\"}");
  }

  /**
   * Another update of the function is going on.
   *
   * @param arn the function's
   */
  public static Fault.Answer updateInFlight(String arn) {
    return lambda(409, "ResourceConflictException",
        "{\"Type\":\"User\",\"message\":\"The operation cannot be performed at"
            + " this time. An update is in progress for resource: " + arn + "\"}");
  }

  /** The function changed since it was read. */
  public static Fault.Answer preconditionFailed() {
    return lambda(412, "PreconditionFailedException",
        "{\"Type\":\"User\",\"message\":\"The Revision Id provided does not"
            + " match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id\"}");
  }

  /** The role was made a moment ago, and Lambda does not know it yet. */
  public static Fault.Answer roleNotAssumable() {
    return lambda(400, "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"The role defined for the function cannot be assumed by Lambda.\"}");
  }

  /** The runtime is too old. */
  public static Fault.Answer runtimeRefused() {
    return lambda(400, "InvalidParameterValueException", "{\"Type\":\"User\",\"message\":\"The runtime parameter of"
        + " python3.6 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a"
        + " supported runtime while creating or updating functions.\"}");
  }

  /**
   * The environment is too big; AWS repeats all of it.
   *
   * @param json the environment
   */
  public static Fault.Answer environmentTooBig(String json) {
    return lambda(400, "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"Lambda was unable to configure"
            + " your environment variables because the environment variables you have provided exceeded the 4KB limit."
            + " String measured: " + json.replace("\"", "\\\"") + "\"}");
  }

  /** Lambda itself failed. */
  public static Fault.Answer lambdaFailed() {
    return lambda(500, "ServiceException",
        "{\"Type\":\"Service\",\"message\":\"An error occurred and the request cannot be processed.\"}");
  }

  /** Too many writes of one parameter at once. */
  public static Fault.Answer tooManyUpdates() {
    return json("TooManyUpdates", "There are concurrent updates for a resource that supports one update at a time.");
  }

  /** Too many calls of SSM or of Lambda's control plane. */
  public static Fault.Answer throttled() {
    return json("ThrottlingException", "Rate exceeded");
  }

  /** Too much for a table. */
  public static Fault.Answer tableThrottled() {
    return json("com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded.");
  }

  /** A transaction met another one. */
  public static Fault.Answer transactionConflict() {
    return json("com.amazonaws.dynamodb.v20120810#TransactionConflictException",
        "Transaction is ongoing for the item");
  }

  /**
   * A transaction that was not done.
   *
   * @param reasons one a part, in their order, such as {@code ConditionalCheckFailed} or {@code None}
   */
  public static Fault.Answer transactionCancelled(String... reasons) {
    String list = Arrays.stream(reasons).map("{\"Code\":\"%s\"}"::formatted).collect(Collectors.joining(","));
    return new Fault.Answer(400, Map.of("content-type", "application/x-amz-json-1.0"),
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\",\"Message\":\"Transaction"
            + " cancelled, please refer cancellation reasons for specific reasons [%s]\",\"CancellationReasons\":[%s]}"
                .formatted(String.join(", ", reasons), list));
  }

  /** A service of JSON 1.1 failed. */
  public static Fault.Answer failed() {
    return new Fault.Answer(500, Map.of("content-type", "application/x-amz-json-1.1"),
        "{\"__type\":\"InternalServerError\",\"message\":\"Internal server error\"}");
  }

  /** The value's type cannot change in place. */
  public static Fault.Answer typeCannotChange() {
    return json("HierarchyTypeMismatchException", "Parameter store does not support changing a parameter type.");
  }

  /** The value is empty, or refers to other parameters by doubled braces. */
  public static Fault.Answer valueRefused() {
    return json("ValidationException", "The parameter value is not valid.");
  }

  /** The account has as many parameters as it may have. */
  public static Fault.Answer tooManyParameters() {
    return json("ParameterLimitExceeded", "The limit of parameters for this account is exceeded.");
  }

  /** The oldest of a hundred versions has a label, so there is no room for another. */
  public static Fault.Answer tooManyVersions() {
    return json("ParameterMaxVersionLimitExceeded", "The oldest version has a label associated with it.");
  }

  /** The value is over 4 KB in the standard tier. */
  public static Fault.Answer valueTooLong() {
    return json("ValidationException",
        "Standard tier parameters support a maximum parameter value of 4096 characters. To"
            + " create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.");
  }

  /** The clocks differ by more than five minutes. */
  public static Fault.Answer signatureExpired() {
    return json("com.amazon.coral.service#InvalidSignatureException",
        "Signature expired: 20261128T090000Z is now earlier"
            + " than 20261128T095500Z (20261128T100000Z - 5 min.)");
  }

  /** The clock is ahead. */
  public static Fault.Answer signatureOfTheFuture() {
    return json("com.amazon.coral.service#InvalidSignatureException",
        "Signature not yet current: 20261128T110000Z is still later"
            + " than 20261128T100500Z (20261128T100000Z + 5 min.)");
  }

  /** The clocks differ, as Lambda says it. */
  public static Fault.Answer lambdaSignatureExpired() {
    return lambda(403, "InvalidSignatureException", "{\"message\":\"Signature expired: 20261128T090000Z is now earlier"
        + " than 20261128T095500Z (20261128T100000Z - 5 min.)\"}");
  }

  /** There is no such key of KMS. */
  public static Fault.Answer noSuchKey() {
    return json("InvalidKeyId", "Alias arn:aws:kms:eu-central-1:123456789012:alias/nothing is not found.");
  }

  /**
   * IAM's way to deny.
   *
   * @param action such as {@code iam:GetRole}
   */
  public static Fault.Answer iamDenied(String action) {
    return new Fault.Answer(403, Map.of("content-type", "text/xml"),
        "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type>"
            + "<Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/x is not authorized to perform: "
            + action + " on resource: role trainyard-node because no identity-based policy allows the " + action
            + " action</Message></Error><RequestId>r</RequestId></ErrorResponse>");
  }

  /** A table as it should be. */
  public static Fault.Answer goodTable() {
    return new Fault.Answer(200, Map.of("content-type", "application/x-amz-json-1.0"),
        "{\"Table\":{\"TableName\":\"trainyard\",\"TableStatus\":\"ACTIVE\",\"KeySchema\":[{\"AttributeName\":\"pk\","
            + "\"KeyType\":\"HASH\"},{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}]}}");
  }

  /** A table of somebody else's. */
  public static Fault.Answer otherTable() {
    return new Fault.Answer(200, Map.of("content-type", "application/x-amz-json-1.0"),
        "{\"Table\":{\"TableName\":\"trainyard\",\"TableStatus\":\"ACTIVE\",\"KeySchema\":[{\"AttributeName\":\"id\","
            + "\"KeyType\":\"HASH\"}]}}");
  }

  /** A query that finds nothing. */
  public static Fault.Answer noItems() {
    return new Fault.Answer(200, Map.of("content-type", "application/x-amz-json-1.0"),
        "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}");
  }

  /** A bucket that is there. */
  public static Fault.Answer goodBucket() {
    return new Fault.Answer(200, Map.of("x-amz-bucket-region", "eu-central-1"), "");
  }

  /** Parameters that are not there. */
  public static Fault.Answer noParameters() {
    return new Fault.Answer(200, Map.of("content-type", "application/x-amz-json-1.1"),
        "{\"Parameters\":[],\"InvalidParameters\":[\"/trainyard/nobody\"]}");
  }

  /** There is no such table. */
  public static Fault.Answer noSuchTable() {
    return json("com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
        "Requested resource not found: Table: trainyard not found");
  }

  /** Nobody knows the access key. */
  public static Fault.Answer unknownKey() {
    return json("com.amazon.coral.service#UnrecognizedClientException",
        "The security token included in the request is invalid.");
  }

  /**
   * The caller may not do that.
   *
   * @param action such as {@code dynamodb:DescribeTable}
   */
  public static Fault.Answer denied(String action) {
    String message = "User: arn:aws:sts::123456789012:assumed-role/trainyard/i-1 is not authorized to perform: "
        + action
        + " on resource: arn:aws:service:eu-central-1:123456789012:thing because no identity-based policy allows the "
        + action + " action";
    return action.startsWith("lambda:")
        ? lambda(403, "AccessDeniedException", "{\"Message\":\"" + message + "\"}")
        : json("com.amazon.coral.service#AccessDeniedException", message);
  }

  /**
   * A refusal of S3.
   *
   * @param status such as 503
   * @param code such as {@code SlowDown}
   */
  public static Fault.Answer s3(int status, String code) {
    return new Fault.Answer(status, Map.of("content-type", "application/xml"),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + code
            + "</Message><RequestId>R</RequestId><HostId>H</HostId></Error>");
  }

  private static Fault.Answer lambda(int status, String type, String body) {
    return new Fault.Answer(status,
        Map.of("content-type", "application/json", "x-amzn-errortype", type, "x-amzn-requestid", "r"), body);
  }

  private static Fault.Answer json(String type, String message) {
    return new Fault.Answer(400, Map.of("content-type", "application/x-amz-json-1.1"),
        "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
  }
}
