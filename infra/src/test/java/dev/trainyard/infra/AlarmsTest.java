package dev.trainyard.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@NeedsNode
@DisplayName("Somebody is told when turns fail")
class AlarmsTest {
  private final TemplateText template = TemplateText.internet();
  private final List<Map<String, Object>> alarms = template.all("AWS::CloudWatch::Alarm");

  @Test
  @DisplayName("5xx, unhealthy copies, memory, throttles and error rates are watched")
  void watched() {
    Set<String> metrics = alarms.stream()
        .map(alarm -> String.valueOf(alarm.getOrDefault("MetricName", "rate"))).collect(Collectors.toSet());
    assertEquals(Set.of("HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count", "UnHealthyHostCount",
        "MemoryUtilization", "ReadThrottleEvents", "WriteThrottleEvents", "SystemErrors", "Throttles", "rate"),
        metrics);
  }

  @Test
  @DisplayName("each says what to do, and is sent to the topic")
  void sent() {
    for (Map<String, Object> alarm : alarms) {
      assertEquals(List.of("${AlarmsTopic}"), alarm.get("AlarmActions"));
      assertTrue(String.valueOf(alarm.get("AlarmDescription")).length() > 40, alarm::toString);
    }
  }

  @Test
  @DisplayName("the topic is encrypted, takes TLS alone, and tells the address that was given")
  void topic() {
    assertEquals("${Key.Arn}", template.only("AWS::SNS::Topic").get("KmsMasterKeyId"));
    assertEquals("operators@example.org", template.only("AWS::SNS::Subscription").get("Endpoint"));
    assertTrue(template.all("AWS::SNS::TopicPolicy").stream()
        .anyMatch(policy -> policy.toString().contains("aws:SecureTransport=false")));
  }
}
