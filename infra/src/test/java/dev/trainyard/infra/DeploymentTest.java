package dev.trainyard.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The operator's decisions are checked before anything is made")
class DeploymentTest {
  private static final String CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b";

  @Test
  @DisplayName("without any, it stays inside the VPC with two copies")
  void defaults() {
    assertEquals(new Deployment("trainyard", Deployment.Reach.INTERNAL, Optional.empty(), List.of(), List.of(),
        new Deployment.Copies(2, 10), Optional.empty()), read(Map.of()));
  }

  @Test
  @DisplayName("lists are separated by commas")
  void lists() {
    Deployment deployment = read(Map.of("certificate", CERTIFICATE, "names", "a.example, b.example", "callers",
        "10.0.0.0/8,192.168.0.0/16"));
    assertEquals(List.of("a.example", "b.example"), deployment.names());
    assertEquals(List.of("10.0.0.0/8", "192.168.0.0/16"), deployment.callers());
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({"prefix,AWS,prefix must be", "prefix,ssm-bots,prefix must be", "prefix,a,prefix must be",
      "prefix,a234567890123456789012,prefix must be", "reach,everywhere,reach must be",
      "certificate,mine,certificate must",
      "names,Not A Name,names must be", "callers,everybody,callers must be", "copies,1,copies must be",
      "copies,51,copies must be", "copies,20,most_copies must not", "most_copies,x,most_copies must be",
      "alarm_email,nobody,alarm_email must be", "reach,internet,reach=internet needs a certificate"})
  void refused(String key, String value, String problem) {
    assertTrue(problems(Map.of(key, value)).contains(problem), () -> problems(Map.of(key, value)));
  }

  @Test
  @DisplayName("all problems are told at once")
  void together() {
    String problems = problems(Map.of("prefix", "AWS", "copies", "0", "certificate", CERTIFICATE));
    assertEquals(3, problems.lines().count(), problems);
  }

  private static String problems(Map<String, String> context) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(context)).getMessage());
  }

  private static Deployment read(Map<String, String> context) {
    return Deployment.read(key -> Optional.ofNullable(context.get(key)));
  }
}
