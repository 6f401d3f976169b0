package dev.trainyard.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the two halves of the product live, as settings say it. */
class HomesTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/path/trainyard-node";
  private static final Map<String, String> ENOUGH = Map.of("TRAINYARD_ENGINE", "aws", "TRAINYARD_STORE", "aws",
      "TRAINYARD_TOKEN", "a-token-of-no-consequence", "TRAINYARD_AWS_BUCKET", "a-bucket", "TRAINYARD_AWS_ROLE_ARN",
      ROLE);

  private static Homes homes(Map<String, String> environment) {
    return ServerSettings.read(new SettingSource(Map.of(), Map.of(), environment)).homes();
  }

  private static Homes enoughAnd(String name, String value) {
    Map<String, String> all = new HashMap<>(ENOUGH);
    all.put(name, value);
    return homes(all);
  }

  private static String problem(String name, String value) {
    return String.valueOf(assertThrows(SettingsException.class, () -> enoughAnd(name, value)).getMessage());
  }

  @Test
  void nothingIsOnAwsUnlessAskedFor() {
    assertEquals(Homes.LOCAL, homes(Map.of("AWS_ENDPOINT_URL", "nonsense", "TRAINYARD_AWS_RUNTIME", "nonsense")));
  }

  @Test
  void everySettingIsRead() {
    Map<String, String> all = new HashMap<>(ENOUGH);
    all.putAll(Map.of("TRAINYARD_AWS_TABLE", "a-table", "TRAINYARD_AWS_PREFIX", "ours", "TRAINYARD_AWS_RUNTIME",
        "python3.6", "TRAINYARD_AWS_KMS_KEY", "alias/ours", "TRAINYARD_AWS_CREATE", "true", "AWS_ENDPOINT_URL",
        " http://[::1]:4566 "));
    assertEquals(new Homes(true, true, Optional.of(new Homes.Aws("a-table", "a-bucket", "ours", Optional.of(ROLE),
        "python3.6", Optional.of("alias/ours"), true, Optional.of(URI.create("http://[::1]:4566"))))), homes(all));
  }

  @Test
  void whatIsNotSetIsUsual() {
    Homes.Aws aws = homes(ENOUGH).aws().orElseThrow();
    assertEquals(new Homes.Aws("trainyard", "a-bucket", "trainyard", Optional.of(ROLE), "provided.al2023",
        Optional.empty(), false, Optional.empty()), aws);
  }

  @Test
  void eitherHalfMayLiveThereAlone() {
    Homes engine = enoughAnd("TRAINYARD_STORE", "local");
    assertTrue(engine.engineOnAws() && !engine.storeOnAws() && engine.aws().isPresent());
    Homes store = homes(Map.of("TRAINYARD_STORE", "aws", "TRAINYARD_AWS_BUCKET", "a-bucket", "TRAINYARD_TOKEN",
        "a-token-of-no-consequence"));
    assertTrue(!store.engineOnAws() && store.storeOnAws() && store.aws().orElseThrow().roleArn().isEmpty());
  }

  @Test
  void whatIsMissingIsToldTogether() {
    String problems = String.valueOf(assertThrows(SettingsException.class,
        () -> homes(Map.of("TRAINYARD_ENGINE", "aws", "TRAINYARD_STORE", "aws"))).getMessage());
    assertEquals(3, problems.lines().count(), problems);
    assertTrue(problems.contains("TRAINYARD_TOKEN") && problems.contains("TRAINYARD_AWS_BUCKET")
        && problems.contains("TRAINYARD_AWS_ROLE_ARN") && problems.contains("(not set)"), problems);
  }

  @Test
  void firstTriesNeedNeitherRoleNorToken() {
    Homes homes = homes(Map.of("TRAINYARD_ENGINE", "aws", "TRAINYARD_STORE", "aws", "TRAINYARD_AWS_BUCKET", "a-bucket",
        "TRAINYARD_AWS_CREATE", "true"));
    assertTrue(homes.aws().orElseThrow().create());
  }

  @Test
  void wrongOnesAreNamed() {
    assertTrue(problem("TRAINYARD_ENGINE", "gcp").contains("TRAINYARD_ENGINE (trainyard.engine) must be local or aws"));
    assertTrue(problem("TRAINYARD_AWS_TABLE", "a b").contains("TRAINYARD_AWS_TABLE"));
    assertTrue(problem("TRAINYARD_AWS_BUCKET", "Upper").contains("TRAINYARD_AWS_BUCKET"));
    assertTrue(problem("TRAINYARD_AWS_PREFIX", "awsome").contains("TRAINYARD_AWS_PREFIX"));
    assertTrue(problem("TRAINYARD_AWS_PREFIX", "a-prefix-that-is-too-long").contains("TRAINYARD_AWS_PREFIX"));
    assertTrue(problem("TRAINYARD_AWS_ROLE_ARN", "trainyard-node").contains("TRAINYARD_AWS_ROLE_ARN"));
    assertTrue(problem("TRAINYARD_AWS_KMS_KEY", "a key").contains("TRAINYARD_AWS_KMS_KEY"));
    assertTrue(problem("TRAINYARD_AWS_RUNTIME", "python3.12").contains("TRAINYARD_AWS_RUNTIME"));
    assertTrue(problem("TRAINYARD_AWS_CREATE", "yes").contains("TRAINYARD_AWS_CREATE"));
    assertTrue(problem("AWS_ENDPOINT_URL", "localhost:4566").contains("AWS_ENDPOINT_URL must be an address"));
    assertFalse(problem("TRAINYARD_TOKEN", "short").contains("short"), "a token is never shown");
  }
}
