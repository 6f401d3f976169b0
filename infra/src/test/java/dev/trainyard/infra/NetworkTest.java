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
@DisplayName("The network lets callers reach the load balancer, it the server, the server AWS, and nothing else anything")
class NetworkTest {
  private final TemplateText internal = TemplateText.internal();
  private final TemplateText internet = TemplateText.internet();

  @Test
  @DisplayName("without a certificate the load balancer is internal, and the VPC alone may call it")
  void internalBalancer() {
    assertEquals("internal", internal.named("DoorBalancer").get("Scheme"));
    assertEquals(Set.of("10.60.0.0/20:80"), ingress(internal));
    assertTrue(internal.all("AWS::EC2::InternetGateway").isEmpty());
  }

  @Test
  @DisplayName("what the internet reaches speaks HTTPS alone, TLS 1.2 or newer")
  void internetBalancer() {
    assertEquals("internet-facing", internet.named("DoorBalancer").get("Scheme"));
    assertEquals(Set.of("0.0.0.0/0:443"), ingress(internet));
    Map<String, Object> listener = internet.only("AWS::ElasticLoadBalancingV2::Listener");
    assertEquals("HTTPS", listener.get("Protocol"));
    assertTrue(String.valueOf(listener.get("SslPolicy")).startsWith("ELBSecurityPolicy-TLS13-1-2"), listener::toString);
  }

  @Test
  @DisplayName("servers have no address of the internet and no way to it")
  void serversAreInside() {
    for (TemplateText template : List.of(internal, internet)) {
      assertTrue(template.all("AWS::EC2::NatGateway").isEmpty());
      Map<String, Object> configuration = TemplateText.objectOf(TemplateText
          .objectOf(template.only("AWS::ECS::Service").get("NetworkConfiguration")).get("AwsvpcConfiguration"));
      assertEquals("DISABLED", configuration.get("AssignPublicIp"));
      assertTrue(TemplateText.listOf(configuration.get("Subnets")).stream()
          .allMatch(subnet -> String.valueOf(subnet).contains("serversSubnet")), configuration::toString);
      assertTrue(template.all("AWS::EC2::Route").stream()
          .noneMatch(route -> String.valueOf(route.get("RouteTableId")).contains("servers")));
    }
  }

  @Test
  @DisplayName("servers are called by the load balancer alone, on their port alone")
  void serversAreCalledByTheBalancer() {
    List<Map<String, Object>> rules = internal.all("AWS::EC2::SecurityGroupIngress").stream()
        .filter(rule -> "${NetworkServers.GroupId}".equals(rule.get("GroupId"))).toList();
    assertEquals(1, rules.size());
    assertEquals("${DoorGroup.GroupId}", rules.getFirst().get("SourceSecurityGroupId"));
    assertEquals(8080, rules.getFirst().get("FromPort"));
    assertEquals(8080, rules.getFirst().get("ToPort"));
  }

  @Test
  @DisplayName("each service of AWS that the server calls has an endpoint, which the servers alone may use")
  void endpoints() {
    Set<String> services = internal.all("AWS::EC2::VPCEndpoint").stream()
        .map(endpoint -> String.valueOf(endpoint.get("ServiceName")))
        .map(name -> name.replaceFirst("com\\.amazonaws\\.\\$\\{AWS::Region}\\.", "")).collect(Collectors.toSet());
    assertEquals(Set.of("s3", "dynamodb", "lambda", "ssm", "kms", "logs", "secretsmanager", "ecr.dkr", "ecr.api"),
        services);
    Set<Object> groups = internal.all("AWS::EC2::VPCEndpoint").stream()
        .filter(endpoint -> "Interface".equals(endpoint.get("VpcEndpointType")))
        .map(endpoint -> endpoint.get("SecurityGroupIds")).collect(Collectors.toSet());
    assertEquals(Set.of(List.of("${NetworkEndpoints.GroupId}")), groups);
    List<Map<String, Object>> rules = internal.all("AWS::EC2::SecurityGroupIngress").stream()
        .filter(rule -> "${NetworkEndpoints.GroupId}".equals(rule.get("GroupId"))).toList();
    assertEquals(Set.of("${NetworkServers.GroupId}"),
        rules.stream().map(rule -> rule.get("SourceSecurityGroupId")).collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("the load balancer drops broken headers, refuses doubtful requests, and is not deleted by accident")
  void balancerIsStrict() {
    String attributes = String.valueOf(internal.named("DoorBalancer").get("LoadBalancerAttributes"));
    for (String attribute : List.of("Key=deletion_protection.enabled, Value=true",
        "Key=routing.http.drop_invalid_header_fields.enabled, Value=true",
        "Key=routing.http.desync_mitigation_mode, Value=defensive")) {
      assertTrue(attributes.contains(attribute), () -> attribute + " is not in " + attributes);
    }
  }

  private static Set<String> ingress(TemplateText template) {
    return TemplateText.listOf(template.named("DoorGroup").get("SecurityGroupIngress")).stream()
        .map(TemplateText::objectOf).map(rule -> rule.get("CidrIp") + ":" + rule.get("ToPort"))
        .collect(Collectors.toSet());
  }
}
