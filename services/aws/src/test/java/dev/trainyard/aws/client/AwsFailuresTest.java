package dev.trainyard.aws.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.LambdaException;

class AwsFailuresTest {

  private static SdkException answer(int status, String service, String code, String message) {
    return (SdkException) LambdaException.builder().statusCode(status).requestId("r-1").message(message)
        .awsErrorDetails(
            AwsErrorDetails.builder().serviceName(service).errorCode(code).errorMessage(message).build())
        .build();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "403|S3|RequestTimeTooSkewed|The difference between the request time and the current time is too large.|clock",
      "403|Ssm|InvalidSignatureException|Signature expired: 20260101T000000Z is now earlier than x|clock",
      "403|Lambda|UnrecognizedClientException|The security token included in the request is invalid.|AWS_ACCESS_KEY_ID",
      "403|S3|SignatureDoesNotMatch|The request signature we calculated does not match|AWS_ACCESS_KEY_ID",
      "400|DynamoDb|ResourceNotFoundException|Requested resource not found|TRAINYARD_AWS_TABLE",
      "404|S3|NoSuchBucket|The specified bucket does not exist|TRAINYARD_AWS_BUCKET",
      "301|S3|PermanentRedirect|The bucket is elsewhere|AWS_REGION",
      "400|Ssm|InvalidKeyId|Invalid keyId k|TRAINYARD_AWS_KMS_KEY",
      "400|DynamoDb|KMSAccessDeniedException|not allowed|TRAINYARD_AWS_KMS_KEY",
      "400|Ssm|ThrottlingException|Rate exceeded|throttles SSM",
      "429|Lambda|TooManyRequestsException|Rate Exceeded.|throttles Lambda",
      "400|DynamoDb|ProvisionedThroughputExceededException|too much|throttles DynamoDB",
      "400|Lambda|CodeStorageExceededException|Code storage limit exceeded.|quota of Lambda",
      "503|S3|ServiceUnavailable|Reduce your request rate.|S3",
      "500|DynamoDb|InternalServerError|oops|DynamoDB failed (status 500)",
      "418|Lambda|TeapotException|short and stout|TeapotException"})
  void saysWhatToDo(int status, String service, String code, String message, String expected) {
    String sentence = AwsFailures.sentence(answer(status, service, code, message));
    assertTrue(sentence.contains(expected), sentence);
  }

  @Test
  void namesTheDeniedAction() {
    String message = "User: arn:aws:sts::123456789012:assumed-role/server/i-1 is not authorized to perform: "
        + "ssm:PutParameter on resource: arn:aws:ssm:eu-central-1:123456789012:parameter/trainyard/b/staging/URL "
        + "because no identity-based policy allows the ssm:PutParameter action";
    assertEquals(
        "AWS denies the server ssm:PutParameter on arn:aws:ssm:eu-central-1:123456789012:parameter/trainyard/b/staging/"
            + "URL; allow it in the policy of the server's role.",
        AwsFailures.sentence(answer(400, "Ssm", "AccessDeniedException", message)));
    assertEquals("AWS denies the server a call of S3; allow it in the policy of the server's role.",
        AwsFailures.sentence(answer(403, "S3", "AccessDenied", "Access Denied")));
  }

  @Test
  void keepsWhatAwsRepeatsOutOfDetailsAndLogs() {
    TrainyardException failure = AwsFailures.engine(answer(400, "Lambda", "InvalidParameterValueException",
        "Lambda was unable to configure your environment variables. String measured: {\"LARGE_VAR\":\"hunter2\"}"));
    assertEquals(ErrorCode.ENGINE_UNAVAILABLE, failure.code());
    StringWriter log = new StringWriter();
    failure.printStackTrace(new PrintWriter(log));
    assertFalse(log.toString().contains("hunter2"), log::toString);
    assertTrue(log.toString().contains("Lambda InvalidParameterValueException, status 400, request r-1"),
        log::toString);
    assertTrue(log.toString().contains("AwsFailuresTest.answer"), log::toString);
  }

  @Test
  void tellsWhyThereWasNoAnswer() {
    assertNoAnswer("AWS_ENDPOINT_URL", new ConnectException("refused"));
    assertNoAnswer("AWS_REGION", new UnknownHostException("dynamodb.nowhere-1.amazonaws.com"));
    assertTrue(AwsFailures.sentence(SdkClientException.create("Unable to load credentials from any of the providers"))
        .contains("AWS_ACCESS_KEY_ID"));
    assertTrue(AwsFailures.sentence(ApiCallTimeoutException.create(5)).contains("in time"));
  }

  private static void assertNoAnswer(String expected, Exception cause) {
    TrainyardException failure = assertThrows(TrainyardException.class, () -> AwsFailures.inStore(() -> {
      throw SdkClientException.create("Unable to execute HTTP request", cause);
    }));
    assertEquals(ErrorCode.STORE_UNAVAILABLE, failure.code());
    assertTrue(failure.detail().contains(expected), failure.detail());
  }
}
