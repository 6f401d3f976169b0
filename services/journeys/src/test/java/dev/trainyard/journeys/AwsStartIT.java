package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.emulator.AwsFaults;
import dev.trainyard.aws.emulator.Fault;
import dev.trainyard.aws.emulator.FaultProxy;
import dev.trainyard.journeys.driver.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that cannot use AWS says in a line why, and ends. */
class AwsStartIT {
  private static final int WRONG_USE = 2;
  private static final int FAILED = 1;
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  @TempDir
  Path folder;

  @Test
  @DisplayName("what must be set and is not, or is wrong, is told together")
  void wrongSettings() throws Exception {
    String text = refused(WRONG_USE, Map.of("TRAINYARD_ENGINE", "aws", "TRAINYARD_STORE", "aws",
        "TRAINYARD_AWS_TABLE", "x", "TRAINYARD_AWS_PREFIX", "aws-of-all", "TRAINYARD_AWS_RUNTIME", "python2"));
    for (String setting : List.of("TRAINYARD_TOKEN", "TRAINYARD_AWS_TABLE", "TRAINYARD_AWS_BUCKET",
        "TRAINYARD_AWS_PREFIX", "TRAINYARD_AWS_ROLE_ARN", "TRAINYARD_AWS_RUNTIME")) {
      assertEquals(1, text.lines().filter(line -> line.startsWith(setting + " (")).count(), setting + " in:\n" + text);
    }
  }

  @Test
  @DisplayName("no region, no credentials, nobody at the address")
  void nothingThere() throws Exception {
    assertTrue(line(Map.of("AWS_ENDPOINT_URL", NOBODY.toString(), "AWS_REGION", "")).contains("set AWS_REGION"));
    assertTrue(line(Map.of("AWS_ENDPOINT_URL", NOBODY.toString(), "AWS_ACCESS_KEY_ID", ""))
        .contains("No AWS credentials were found"));
    assertTrue(line(Map.of("AWS_ENDPOINT_URL", NOBODY.toString())).contains("check the network and AWS_ENDPOINT_URL"));
    assertTrue(line(Map.of("AWS_REGION", "no-where-1")).contains("check AWS_REGION"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(AwsFaults.denied("dynamodb:DescribeTable"), "dynamodb:DescribeTable"),
        Arguments.of(AwsFaults.signatureExpired(), "set its clock right"),
        Arguments.of(AwsFaults.signatureOfTheFuture(), "set its clock right"),
        Arguments.of(AwsFaults.otherTable(), "was not made for Trainyard"),
        Arguments.of(AwsFaults.noSuchTable(), "TRAINYARD_AWS_TABLE"),
        Arguments.of(AwsFaults.unknownKey(), "AWS_ACCESS_KEY_ID"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  @DisplayName("what AWS refuses is told with the setting or the action that it is about")
  void refusedByAws(Fault.Answer answer, String named) throws Exception {
    try (FaultProxy aws = FaultProxy.before(NOBODY)) {
      aws.always("dynamodb:DescribeTable", answer);
      String line = line(Map.of("AWS_ENDPOINT_URL", aws.endpoint().toString()));
      assertTrue(line.contains(named), line);
    }
  }

  static Stream<Arguments> laterRefusals() {
    return Stream.of(
        Arguments.of("s3:HEAD", AwsFaults.s3(403, "AccessDenied"), "s3:ListBucket on the bucket a-bucket", Map.of()),
        Arguments.of("s3:HEAD", AwsFaults.s3(404, "NoSuchBucket"), "check TRAINYARD_AWS_BUCKET", Map.of()),
        Arguments.of("s3:HEAD", AwsFaults.s3(301, "PermanentRedirect"), "check AWS_REGION", Map.of()),
        Arguments.of("ssm:GetParameters", AwsFaults.denied("ssm:GetParameters"), "ssm:GetParameters", Map.of()),
        Arguments.of("ssm:PutParameter", AwsFaults.noSuchKey(), "check TRAINYARD_AWS_KMS_KEY",
            Map.of("TRAINYARD_AWS_KMS_KEY", "alias/nothing")),
        Arguments.of("lambda:GetFunction", AwsFaults.denied("lambda:GetFunction"), "lambda:GetFunction", Map.of()),
        Arguments.of("lambda:GetFunction", AwsFaults.lambdaSignatureExpired(), "set its clock right",
            Map.of("TRAINYARD_STORE", "local")),
        Arguments.of("iam:POST", AwsFaults.iamDenied("iam:GetRole"), "iam:GetRole",
            Map.of("TRAINYARD_AWS_ROLE_ARN", "", "TRAINYARD_AWS_CREATE", "true")));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("laterRefusals")
  @DisplayName("so is what a later one of the services refuses")
  void refusedLater(String operation, Fault.Answer answer, String named, Map<String, String> settings)
      throws Exception {
    try (FaultProxy aws = FaultProxy.before(NOBODY)) {
      aws.always("dynamodb:DescribeTable", AwsFaults.goodTable());
      aws.always("dynamodb:Query", AwsFaults.noItems());
      aws.always("s3:HEAD", AwsFaults.goodBucket());
      aws.always("ssm:GetParameters", AwsFaults.noParameters());
      aws.always(operation, answer);
      Map<String, String> all = new HashMap<>(settings);
      all.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
      String line = line(all);
      assertTrue(line.contains(named), line);
    }
  }

  @Test
  @DisplayName("with TRAINYARD_AWS_CREATE, what may not be made is named")
  void mayNotCreate() throws Exception {
    try (FaultProxy aws = FaultProxy.before(NOBODY)) {
      aws.always("dynamodb:DescribeTable", AwsFaults.noSuchTable());
      aws.always("dynamodb:CreateTable", AwsFaults.denied("dynamodb:CreateTable"));
      String line = line(Map.of("AWS_ENDPOINT_URL", aws.endpoint().toString(), "TRAINYARD_AWS_CREATE", "true"));
      assertTrue(line.contains("dynamodb:CreateTable"), line);
    }
  }

  /** Starts what would otherwise be fine, and gives the one line. */
  private String line(Map<String, String> more) throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(Map.of("TRAINYARD_ENGINE", "aws", "TRAINYARD_STORE", "aws",
        "TRAINYARD_TOKEN", "a-token-of-no-consequence", "TRAINYARD_AWS_BUCKET", "a-bucket", "TRAINYARD_AWS_ROLE_ARN",
        "arn:aws:iam::123456789012:role/trainyard-node", "AWS_REGION", "eu-central-1", "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test", "AWS_EC2_METADATA_DISABLED", "true"));
    all.putAll(more);
    String text = refused(FAILED, all);
    assertEquals(1, text.strip().lines().count(), text);
    return text;
  }

  private String refused(int code, Map<String, String> settings) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Repository.distribution().resolve("bin/trainyard").toString())
        .directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("TRAINYARD_AWS_"));
    builder.environment().putAll(Map.of("TRAINYARD_HTTP_PORT", "0", "TRAINYARD_AOT_CACHE", "false",
        "TRAINYARD_DATA_DIR", folder.resolve("data").toString(), "TRAINYARD_CACHE_DIR", Repository.cache().toString(),
        "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString(), "AWS_CONFIG_FILE",
        folder.resolve("none").toString()));
    settings.forEach((name, value) -> {
      if (value.isEmpty()) {
        builder.environment().remove(name);
      } else {
        builder.environment().put(name, value);
      }
    });
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(code, process.exitValue(), text);
    assertFalse(text.contains("\tat "), "no stack trace:\n" + text);
    return text;
  }
}
