package dev.trainyard.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/**
 * Both layers, as the repository holds them, under the names and with the descriptions by which the server finds them,
 * so that it publishes none itself. Versions are kept when a newer one comes: old releases run on them.
 */
final class Layers extends Construct {
  private static final List<String> NAMES = List.of("python-runtime", "extra-packages");

  Layers(Construct scope, String id, Deployment deployment, Path folder) {
    super(scope, id);
    for (String name : NAMES) {
      Path zip = folder.resolve(name).resolve("dist").resolve(name + ".zip");
      LayerVersion.Builder.create(this, name).layerVersionName(deployment.prefix() + "-" + name)
          .description("sha256:" + digest(zip)).code(Code.fromAsset(zip.toString()))
          .compatibleArchitectures(List.of(Architecture.X86_64))
          .compatibleRuntimes(List.of(Runtime.PROVIDED_AL2023)).removalPolicy(RemovalPolicy.RETAIN).build();
    }
  }

  private static String digest(Path zip) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
