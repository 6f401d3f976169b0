package dev.trainyard.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * An HTTP answer.
 *
 * @param status of HTTP
 * @param headers besides those of every answer
 * @param body JSON, or what a function returned
 */
public record LambdaAnswer(int status, Map<String, String> headers, SdkBytes body) {
  static final String EXECUTED_VERSION = "X-Amz-Executed-Version";
  static final String FUNCTION_ERROR = "X-Amz-Function-Error";
  static final String LOG_RESULT = "X-Amz-Log-Result";

  /**
   * An answer that is a text.
   *
   * @param status of HTTP
   * @param headers besides those of every answer
   * @param body JSON, or what a function returned
   */
  public LambdaAnswer(int status, Map<String, String> headers, String body) {
    this(status, headers, SdkBytes.fromUtf8String(body));
  }

  /**
   * Invoke's answer as it goes over the wire.
   *
   * @param answer to an invocation
   * @return the same
   */
  public static LambdaAnswer of(InvokeResponse answer) {
    Map<String, String> headers = new HashMap<>(
        Map.of(EXECUTED_VERSION, answer.executedVersion(), LOG_RESULT, answer.logResult()));
    if (answer.functionError() != null) {
      headers.put(FUNCTION_ERROR, answer.functionError());
    }
    return new LambdaAnswer(answer.statusCode(), headers, answer.payload());
  }

  /** What was asked for. */
  static LambdaAnswer ok(int status, JsonNode body) {
    return new LambdaAnswer(status, Map.of(), body.toString());
  }

  /**
   * A refusal in AWS's shape.
   *
   * @param status of HTTP
   * @param type such as {@code ResourceConflictException}
   * @param message AWS's words
   * @return an answer
   */
  public static LambdaAnswer refusal(int status, String type, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("Type", status < 500 ? "User" : "Service")
        .put(status < 500 ? "message" : "Message", message);
    return new LambdaAnswer(status, Map.of("X-Amzn-ErrorType", type), body.toString());
  }

  /** 429, as recorded. */
  public static LambdaAnswer throttled() {
    return refusal(429, "TooManyRequestsException", "Rate Exceeded.");
  }

  /** 409 while an update is going on, as recorded. */
  public static LambdaAnswer updateInFlight() {
    return refusal(409, "ResourceConflictException",
        "The operation cannot be performed at this time. An update is in progress for resource: arn");
  }

  /** 400 for a role that IAM has not spread yet, as recorded. */
  public static LambdaAnswer roleUnknown() {
    return refusal(400, "InvalidParameterValueException",
        "The role defined for the function cannot be assumed by Lambda.");
  }

  /** 400 for a runtime that AWS no longer takes, as recorded. */
  public static LambdaAnswer runtimeEnded() {
    return refusal(400, "InvalidParameterValueException",
        "The runtime parameter of python3.6 is no longer supported for creating or updating AWS Lambda functions. We "
            + "recommend you use a supported runtime while creating or updating functions.");
  }

  byte[] bytes() {
    return body.asByteArrayUnsafe();
  }
}
