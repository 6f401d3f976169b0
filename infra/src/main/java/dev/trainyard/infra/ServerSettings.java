package dev.trainyard.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** What a server must be told to be one of this deployment. The container gets it, and the stack's outputs show it. */
final class ServerSettings {
  private final Map<String, String> home = new LinkedHashMap<>();

  ServerSettings(Deployment deployment, ITable table, IBucket bucket, IKey key, Role nodes) {
    home.put("TRAINYARD_ENGINE", "aws");
    home.put("TRAINYARD_STORE", "aws");
    home.put("TRAINYARD_AWS_TABLE", table.getTableName());
    home.put("TRAINYARD_AWS_BUCKET", bucket.getBucketName());
    home.put("TRAINYARD_AWS_PREFIX", deployment.prefix());
    home.put("TRAINYARD_AWS_ROLE_ARN", nodes.getRoleArn());
    home.put("TRAINYARD_AWS_RUNTIME", "provided.al2023");
    home.put("TRAINYARD_AWS_KMS_KEY", key.getKeyArn());
  }

  /** The environment of a container that listens on a port under names. */
  Map<String, String> container(Construct scope, int port, List<String> names) {
    Map<String, String> all = new LinkedHashMap<>(home);
    all.put("TRAINYARD_HTTP_HOST", "0.0.0.0");
    all.put("TRAINYARD_HTTP_PORT", String.valueOf(port));
    all.put("TRAINYARD_HTTP_NAMES", String.join(",", names));
    all.put("TRAINYARD_DATA_DIR", ServerService.DATA_FOLDER);
    all.put("TRAINYARD_JAVA_HEAP", ServerService.HEAP);
    // Made by a first start for the next one, and there is no next one in a container.
    all.put("TRAINYARD_AOT_CACHE", "false");
    all.put("AWS_REGION", Stack.of(scope).getRegion());
    return all;
  }

  /** Shows the settings as outputs, each under its own name as description. */
  void show(Construct scope) {
    home.forEach(
        (name, value) -> CfnOutput.Builder.create(scope, outputOf(name)).description(name).value(value).build());
  }

  /** Outputs have names of letters and digits: TRAINYARD_AWS_TABLE is shown as TrainyardAwsTable. */
  static String outputOf(String setting) {
    StringBuilder name = new StringBuilder();
    for (String word : List.of(setting.split("_", -1))) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
