package dev.trainyard.local.engine;

import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.NodeFunction;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What a function is called towards its code, in the shapes of AWS Lambda. The region is called {@code local} and the
 * account zero, so that a name cannot be mistaken for one of AWS.
 *
 * @param name of the function
 * @param version {@code $LATEST} for drafts
 * @param arn name and version together
 * @param environment the whole environment of its process
 */
record FunctionIdentity(String name, String version, String arn, Map<String, String> environment) {
  private static final int VERSION_DIGITS = 12;
  private static final String REGION = "local";

  static FunctionIdentity of(NodeFunction function, FunctionSpec spec, WorkerKey key, InstantSource clock) {
    String name = "trainyard-" + function.botName() + '-' + function.nodeName();
    String version = key.lane() == Lane.DRAFT ? "$LATEST" : spec.digest().value().substring(0, VERSION_DIGITS);
    String arn = "arn:aws:lambda:" + REGION + ":000000000000:function:" + name + ':' + version;
    String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
        .format(DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT));
    String stream = day + '/' + '[' + version + ']' + UUID.randomUUID().toString().replace("-", "");
    Map<String, String> environment = Map.ofEntries(Map.entry("_HANDLER", "handler.main"),
        Map.entry("LAMBDA_TASK_ROOT", "/var/task"), Map.entry("LAMBDA_RUNTIME_DIR", "/opt/py36/runtime"),
        Map.entry("AWS_REGION", REGION), Map.entry("AWS_DEFAULT_REGION", REGION),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_python3.6"), Map.entry("AWS_LAMBDA_FUNCTION_NAME", name),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", version),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memory().megabytes())),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", stream), Map.entry("LANG", "en_US.UTF-8"),
        Map.entry("LC_CTYPE", "C.UTF-8"), Map.entry("TZ", ":UTC"),
        Map.entry("PATH", "/usr/local/bin:/usr/bin/:/bin:/opt/bin"), Map.entry("HOME", "/tmp"),
        Map.entry("LOCPATH", "/opt/py36/lib/locale"), Map.entry("SSL_CERT_FILE", "/opt/py36/etc/cacert.pem"),
        Map.entry("MARIADB_PLUGIN_DIR", "/opt/python/lib/python3.6/site-packages/mysqlclient.libs/plugin"),
        Map.entry("PYTHONDONTWRITEBYTECODE", "1"));
    return new FunctionIdentity(name, version, arn, environment);
  }
}
