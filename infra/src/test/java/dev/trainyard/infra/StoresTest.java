package dev.trainyard.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@NeedsNode
@DisplayName("What is kept is encrypted, recoverable, and outlives the stack")
class StoresTest {
  private final TemplateText template = TemplateText.internal();

  @Test
  @DisplayName("the table: on demand, point-in-time recovery, deletion protection, the deployment's key")
  void table() {
    Map<String, Object> table = template.named("BotsTable");
    assertEquals(Map.of("AttributeName", "expires", "Enabled", true), table.get("TimeToLiveSpecification"));
    assertEquals(List.of(Map.of("AttributeName", "pk", "KeyType", "HASH"), Map.of("AttributeName", "sk", "KeyType",
        "RANGE")), table.get("KeySchema"));
    assertEquals("PAY_PER_REQUEST", table.get("BillingMode"));
    assertEquals(Map.of("PointInTimeRecoveryEnabled", true), table.get("PointInTimeRecoverySpecification"));
    assertEquals(true, table.get("DeletionProtectionEnabled"));
    assertEquals(Map.of("KMSMasterKeyId", "${Key.Arn}", "SSEEnabled", true, "SSEType", "KMS"),
        table.get("SSESpecification"));
    assertOutlives("BotsTable");
  }

  @Test
  @DisplayName("the bucket: versioned, the deployment's key, nothing public, no ACLs")
  void bucket() {
    Map<String, Object> bucket = template.named("CodeBucket");
    assertEquals(Map.of("Status", "Enabled"), bucket.get("VersioningConfiguration"));
    assertEquals(Map.of("BlockPublicAcls", true, "BlockPublicPolicy", true, "IgnorePublicAcls", true,
        "RestrictPublicBuckets", true), bucket.get("PublicAccessBlockConfiguration"));
    assertTrue(String.valueOf(bucket.get("BucketEncryption")).contains("KMSMasterKeyID=${Key.Arn}"));
    assertTrue(String.valueOf(bucket.get("OwnershipControls")).contains("BucketOwnerEnforced"));
    assertOutlives("CodeBucket");
  }

  @Test
  @DisplayName("the bucket drops old versions after 30 days and unfinished uploads after 2, and nothing that is current")
  void lifecycle() {
    List<Object> rules = TemplateText
        .listOf(TemplateText.objectOf(template.named("CodeBucket").get("LifecycleConfiguration")).get("Rules"));
    assertEquals(List.of(
        Map.of("Id", "noncurrent-versions", "NoncurrentVersionExpiration", Map.of("NoncurrentDays", 30), "Status",
            "Enabled"),
        Map.of("AbortIncompleteMultipartUpload", Map.of("DaysAfterInitiation", 2), "Id", "unfinished-uploads", "Status",
            "Enabled")),
        rules);
  }

  @Test
  @DisplayName("the bucket refuses what is not TLS 1.2 or newer, from everybody")
  void tlsAlone() {
    List<Statement> statements = Statement.all(template.named("CodeBucketPolicy").get("PolicyDocument")).toList();
    Set<Map<String, Object>> denied = statements.stream().filter(statement -> statement.effect().equals("Deny"))
        .map(Statement::conditions).collect(Collectors.toSet());
    assertEquals(Set.of(Map.of("Bool", Map.of("aws:SecureTransport", "false")),
        Map.of("NumericLessThan", Map.of("s3:TlsVersion", 1.2))), denied);
    assertTrue(statements.stream().noneMatch(statement -> statement.effect().equals("Allow")),
        "nobody is let in by it");
  }

  @Test
  @DisplayName("the key turns every year and waits 30 days before it is gone")
  void key() {
    Map<String, Object> key = template.named("Key");
    assertEquals(true, key.get("EnableKeyRotation"));
    assertEquals(365, key.get("RotationPeriodInDays"));
    assertEquals(30, key.get("PendingWindowInDays"));
    assertOutlives("Key");
  }

  @Test
  @DisplayName("AWS's services use the key for this deployment's logs and this account's alarms alone")
  void keyPolicy() {
    Map<String, Object> policy = TemplateText.objectOf(template.named("Key").get("KeyPolicy"));
    for (Object node : TemplateText.listOf(policy.get("Statement"))) {
      Map<String, Object> statement = TemplateText.objectOf(node);
      if (String.valueOf(statement.get("Principal")).contains("amazonaws.com")) {
        assertTrue(statement.containsKey("Condition"), statement::toString);
      }
    }
    assertTrue(policy.toString().contains("log-group:/aws/lambda/trainyard, "), policy::toString);
  }

  @Test
  @DisplayName("of the roles, the one that starts tasks alone stands in the key's policy, for the token alone")
  void keyOfTheToken() {
    List<Map<String, Object>> roles = TemplateText
        .listOf(TemplateText.objectOf(template.named("Key").get("KeyPolicy")).get("Statement")).stream()
        .map(TemplateText::objectOf).filter(statement -> String.valueOf(statement.get("Principal")).contains("Role"))
        .toList();
    assertEquals(1, roles.size());
    assertEquals(Map.of("AWS", "${ServiceTaskExecutionRole.Arn}"), roles.getFirst().get("Principal"));
    assertEquals("kms:Decrypt", roles.getFirst().get("Action"));
    assertEquals(Map.of("StringEquals", Map.of("kms:ViaService", "secretsmanager.${AWS::Region}.amazonaws.com")),
        roles.getFirst().get("Condition"));
  }

  @Test
  @DisplayName("every log ends, and is encrypted by the deployment's key")
  void logs() {
    List<Map<String, Object>> groups = template.all("AWS::Logs::LogGroup");
    assertEquals(3, groups.size());
    for (Map<String, Object> group : groups) {
      assertTrue(group.get("RetentionInDays") instanceof Integer days && days <= 180, group::toString);
      assertEquals("${Key.Arn}", group.get("KmsKeyId"));
    }
  }

  @Test
  @DisplayName("the token is made in the account and encrypted by the deployment's key")
  void token() {
    Map<String, Object> secret = template.only("AWS::SecretsManager::Secret");
    assertEquals("${Key.Arn}", secret.get("KmsKeyId"));
    assertEquals(Map.of("ExcludePunctuation", true, "PasswordLength", 43), secret.get("GenerateSecretString"));
  }

  @Test
  @DisplayName("images never change under their tag and are looked through for known holes")
  void images() {
    TemplateText images = TemplateText.images();
    Map<String, Object> repository = images.only("AWS::ECR::Repository");
    assertEquals("IMMUTABLE", repository.get("ImageTagMutability"));
    assertEquals(Map.of("ScanOnPush", true), repository.get("ImageScanningConfiguration"));
    assertEquals("trainyard/server", repository.get("RepositoryName"));
  }

  @Test
  @DisplayName("both layers are published, and a newer version leaves the older one")
  void layers() {
    List<Map<String, Object>> layers = template.all("AWS::Lambda::LayerVersion");
    assertEquals(Set.of("trainyard-python-runtime", "trainyard-extra-packages"),
        layers.stream().map(layer -> layer.get("LayerName")).collect(Collectors.toSet()));
    template.resources().forEach((id, resource) -> {
      if ("AWS::Lambda::LayerVersion".equals(resource.get("Type"))) {
        assertOutlives(id);
      }
    });
  }

  @Test
  @DisplayName("the server finds the layers by name and description, and need not publish them")
  void layersAreFound() throws IOException {
    Path root = TemplateText.root();
    String publisher = Files.readString(
        root.resolve("services/aws/src/main/java/dev/trainyard/aws/engine/LayerPublisher.java"));
    assertTrue(publisher.contains("MARK = \"sha256:\"") && publisher.contains("prefix + '-' + layer.name()"),
        "the server looks for other names or descriptions");
    for (String name : List.of("python-runtime", "extra-packages")) {
      String digest = Files.readString(root.resolve("lambda-layers/%s/dist/%s.zip.sha256".formatted(name, name)))
          .substring(0, 64);
      assertTrue(template.all("AWS::Lambda::LayerVersion").stream()
          .anyMatch(layer -> ("trainyard-" + name).equals(layer.get("LayerName"))
              && ("sha256:" + digest).equals(layer.get("Description"))),
          name);
    }
  }

  private void assertOutlives(String id) {
    assertEquals("Retain", template.resource(id).get("DeletionPolicy"), id);
    assertEquals("Retain", template.resource(id).get("UpdateReplacePolicy"), id);
  }
}
