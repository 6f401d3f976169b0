package dev.trainyard.aws.runtimeapi;

import dev.trainyard.engine.FunctionSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One version of a function as Lambda has it.
 *
 * @param name of the function
 * @param version its number, {@code $LATEST} for a draft
 * @param spec how it behaves
 * @param code the folder for {@code /var/task}
 */
record DeployedFunction(String name, String version, FunctionSpec spec, Path code) {
  private static final String REGION = "eu-central-1";

  String arn() {
    return "arn:aws:lambda:" + REGION + ":000000000000:function:" + name + ':' + version;
  }

  /** What Lambda sets for a function on {@code provided.al2023}, credentials of its role included. */
  Map<String, String> environment(String runtimeApi) {
    Map<String, String> environment = new HashMap<>(Map.of("AWS_LAMBDA_RUNTIME_API", runtimeApi, "_HANDLER",
        "handler.main", "LAMBDA_TASK_ROOT", "/var/task", "LAMBDA_RUNTIME_DIR", "/var/runtime", "AWS_REGION", REGION,
        "AWS_DEFAULT_REGION", REGION, "AWS_LAMBDA_FUNCTION_NAME", name, "AWS_LAMBDA_FUNCTION_VERSION", version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memory().megabytes())));
    environment.putAll(Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_SESSION_TOKEN",
        "token", "AWS_LAMBDA_METADATA_API", "127.0.0.1:1", "AWS_LAMBDA_METADATA_TOKEN", "token"));
    environment.putAll(Map.of("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name, "AWS_LAMBDA_LOG_STREAM_NAME",
        "2026/01/01/[" + version + "]0", "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand", "LANG", "en_US.UTF-8", "TZ",
        ":UTC", "PATH",
        "/usr/local/bin:/usr/bin/:/bin:/opt/bin", "LD_LIBRARY_PATH",
        "/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib"));
    return environment;
  }
}
