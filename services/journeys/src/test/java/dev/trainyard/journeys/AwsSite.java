package dev.trainyard.journeys;

import dev.trainyard.aws.emulator.Emulator;
import dev.trainyard.journeys.driver.RunningServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A home on whatever stands in for AWS, with a table and a bucket that nobody else uses.
 *
 * @param name of its table and bucket
 * @param prefix of its functions, layers and parameters
 * @param runtime of its functions
 */
record AwsSite(String name, String prefix, String runtime) {
  /** Our own bootstrap in a layer: what AWS runs. */
  static final String PRODUCTION = "provided.al2023";
  /** AWS's former own runtime. */
  static final String MANAGED = "python3.6";

  static AwsSite fresh(String runtime) {
    String name = unusedName();
    return new AwsSite(name, name, runtime);
  }

  /** With a table and a bucket of its own; layers are found that another site with the prefix has published. */
  static AwsSite fresh(String prefix, String runtime) {
    return new AwsSite(unusedName(), prefix, runtime);
  }

  static String unusedName() {
    return "ty-" + UUID.randomUUID().toString().substring(0, 8);
  }

  static AwsSite fresh() {
    return fresh(PRODUCTION);
  }

  static URI endpoint() {
    return Emulator.find().flatMap(Emulator::endpoint).orElseThrow();
  }

  /** Everything on AWS, turned away late: a busy machine is not the matter here. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("TRAINYARD_ENGINE", "aws");
    settings.put("TRAINYARD_STORE", "aws");
    settings.put("TRAINYARD_AWS_TABLE", name);
    settings.put("TRAINYARD_AWS_BUCKET", name);
    settings.put("TRAINYARD_AWS_PREFIX", prefix);
    settings.put("TRAINYARD_AWS_RUNTIME", runtime);
    settings.put("TRAINYARD_AWS_CREATE", "true");
    settings.put("TRAINYARD_TURN_WAIT_MILLISECONDS", "20000");
    settings.put("TRAINYARD_RUN_WAIT_MILLISECONDS", "20000");
    return settings;
  }

  RunningServer start(Path data) {
    return start(data, Map.of());
  }

  RunningServer start(Path data, Map<String, String> more) {
    Map<String, String> all = settings();
    all.putAll(more);
    return RunningServer.start(data, all);
  }

  /** Whose calls of AWS go through a proxy. */
  RunningServer start(Path data, URI proxy) {
    return start(data, Map.of("AWS_ENDPOINT_URL", proxy.toString()));
  }
}
