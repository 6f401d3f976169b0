package dev.trainyard.aws.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsSettingsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/trainyard-node";

  private static AwsSettings settings(String table, String bucket, String prefix, Optional<String> role,
      boolean create) {
    return new AwsSettings(table, bucket, prefix, role, FunctionRuntime.PROVIDED_AL2023, Optional.empty(), create,
        Optional.empty(), Optional.empty());
  }

  private static AwsSettings at(Optional<String> region, Optional<URI> endpoint) {
    return new AwsSettings("trainyard", "trainyard-code", "trainyard", Optional.of(ROLE),
        FunctionRuntime.PROVIDED_AL2023, Optional.empty(), false, region, endpoint);
  }

  private static String refusal(Executable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void namesEveryWrongSettingAtOnce() {
    String message = refusal(() -> settings("t", "Bucket", "", Optional.of("role"), false));
    for (String setting : List.of("TRAINYARD_AWS_TABLE", "TRAINYARD_AWS_BUCKET", "TRAINYARD_AWS_PREFIX",
        "TRAINYARD_AWS_ROLE_ARN")) {
      assertTrue(message.contains(setting), message);
    }
    assertFalse(message.contains("TRAINYARD_AWS_KMS_KEY"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-bots", "AWSbots", "ssm", "Ssm_x", "1bot", "bot/s", "b t", "a23456789012345678901"})
  void refusesPrefixesThatAwsRefuses(String prefix) {
    assertThrows(IllegalArgumentException.class,
        () -> settings("table", "bucket", prefix, Optional.of(ROLE), false));
  }

  @Test
  void takesARoleThatIsOneOrNone() {
    assertThrows(IllegalArgumentException.class,
        () -> settings("table", "bucket", "bots", Optional.of("trainyard-node"), false));
    assertTrue(settings("table", "bucket", "bots", Optional.empty(), false).roleArn().isEmpty());
  }

  @Test
  void checksRegionAndEndpoint() {
    assertThrows(IllegalArgumentException.class, () -> at(Optional.of("Frankfurt"), Optional.empty()));
    assertThrows(IllegalArgumentException.class,
        () -> at(Optional.empty(), Optional.of(URI.create("127.0.0.1"))));
    assertFalse(at(Optional.of("us-gov-west-1"), Optional.empty()).s3PathStyle());
    assertTrue(at(Optional.empty(), Optional.of(URI.create("http://127.0.0.1:4566"))).s3PathStyle());
  }

  @Test
  void readsRuntimes() {
    for (FunctionRuntime runtime : FunctionRuntime.values()) {
      assertEquals(runtime, FunctionRuntime.parse(runtime.text()));
    }
    String message = refusal(() -> FunctionRuntime.parse("python3.12"));
    assertTrue(message.startsWith("TRAINYARD_AWS_RUNTIME must be one of provided.al2023, python3.6"), message);
  }
}
