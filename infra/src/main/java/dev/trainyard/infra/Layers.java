package dev.trainyard.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/** Both layers, as the repository holds them. Versions are kept when a newer one comes: old releases run on them. */
final class Layers extends Construct {
  private static final List<String> NAMES = List.of("python-runtime", "extra-packages");

  private final Map<String, LayerVersion> versions = new TreeMap<>();

  Layers(Construct scope, String id, Deployment deployment, Path folder) {
    super(scope, id);
    for (String name : NAMES) {
      Path zip = folder.resolve(name).resolve("dist").resolve(name + ".zip");
      versions.put(name, LayerVersion.Builder.create(this, name).layerVersionName(deployment.prefix() + "-" + name)
          .code(Code.fromAsset(zip.toString())).compatibleArchitectures(List.of(Architecture.X86_64))
          .compatibleRuntimes(List.of(Runtime.PROVIDED_AL2023)).removalPolicy(RemovalPolicy.RETAIN).build());
    }
  }

  Map<String, LayerVersion> versions() {
    return versions;
  }
}
