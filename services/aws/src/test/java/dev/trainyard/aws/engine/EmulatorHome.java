package dev.trainyard.aws.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.client.FunctionRuntime;
import dev.trainyard.aws.client.Pace;
import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.Emulator;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.contracts.engine.EngineContract.Capability;
import dev.trainyard.contracts.memory.InMemoryStores;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * An engine and the layers of the repository at whatever stands in for AWS; shared by all suites, as the layers take
 * long to be published. Hostile nodes are no suite here: an emulator's walls would not hold them; they meet the
 * sandboxed bootstrap, without this engine. On an account the role of {@code TRAINYARD_TEST_ROLE_ARN} runs the
 * functions.
 */
final class EmulatorHome {
  static final CodeStore CODES = new InMemoryStores().stores().codes();
  private static final Path LAYERS = Path.of("..", "..", "lambda-layers");
  private static final String ROLE = System.getenv().getOrDefault("TRAINYARD_TEST_ROLE_ARN",
      "arn:aws:iam::000000000000:role/trainyard-node");
  private static final int EMULATED_RATE = 100;

  private EmulatorHome() {
  }

  /** Made when the first suite runs that asks for it. */
  private static final class Shared {
    private static final Emulator EMULATOR = Emulator.find().orElseThrow();
    private static final List<LambdaLayer> LAYER_LIST = List.of(layer("python-runtime"), layer("extra-packages"));
    private static final FunctionRuntime RUNTIME = EMULATOR.can(Ability.LAMBDA_LAYER_BOOTSTRAP)
        ? FunctionRuntime.PROVIDED_AL2023
        : FunctionRuntime.PYTHON_3_6;
    private static final AwsClients CLIENTS = clients();
    private static final Set<Capability> CAPABILITIES = found();
    private static final LambdaFunctionEngine ENGINE = open();
    private static final LambdaRuntimeCatalog CATALOG = new LambdaRuntimeCatalog(RUNTIME, LAYER_LIST);

    private Shared() {
    }

    private static AwsClients clients() {
      AwsSettings settings = new AwsSettings("trainyard-test", "trainyard-test", "trainyard-test", Optional.of(ROLE),
          RUNTIME, Optional.empty(), false, Optional.empty(), EMULATOR.endpoint());
      AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
      return AwsClients.open(settings, credentials, EMULATOR.endpoint().isPresent()
          ? new Pace(Map.of(Pace.Kind.LAMBDA_CONTROL, EMULATED_RATE))
          : Pace.usual());
    }
  }

  static LambdaFunctionEngine shared() {
    return Shared.ENGINE;
  }

  static LambdaRuntimeCatalog catalog() {
    return Shared.CATALOG;
  }

  /** What Lambda itself lacks, and what its emulators lack besides; printed once. */
  static Set<Capability> capabilities() {
    return Shared.CAPABILITIES;
  }

  private static Set<Capability> found() {
    Map<Capability, String> lacks = new EnumMap<>(Capability.class);
    lacks.put(Capability.KEEPS_WHOLE_LOG, "Invoke gives the last 4 KB");
    lacks.put(Capability.STOPS_DRAFTS, "Lambda has no call for it");
    lacks.put(Capability.GIVES_REQUEST_ID, "Lambda gives ids of its own");
    String name = Emulator.find().orElseThrow().name();
    if (Emulator.find().orElseThrow().endpoint().isPresent()) {
      lacks.put(Capability.MEASURES, "the emulator's answers have no REPORT line");
      lacks.put(Capability.CLOSES_THE_MACHINE, "the emulator's sandbox is not Lambda's");
    }
    System.out.println("The Lambda engine on " + name + " does without: " + lacks);
    Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    capabilities.removeAll(lacks.keySet());
    return capabilities;
  }

  static LambdaFunctionEngine open() {
    LambdaEngineSettings usual = LambdaEngineSettings.usual("trainyard-test", ROLE, "trainyard-test");
    return new LambdaFunctionEngine(new LambdaEngineSettings(usual.prefix(), usual.roleArn(), usual.bucket(), 16, 16,
        5, Duration.ofMinutes(1)), Shared.CLIENTS, Shared.LAYER_LIST, CODES);
  }

  private static LambdaLayer layer(String name) {
    Path dist = LAYERS.resolve(name).resolve("dist");
    try {
      JsonNode manifest = new ObjectMapper().readTree(dist.resolve("manifest.json").toFile());
      List<Library> libraries = new ArrayList<>();
      manifest.path("packages").forEach(each -> libraries.add(new Library(each.path("name").asText(),
          each.path("version").asText(), each.path("licence").asText(), name)));
      return new LambdaLayer(new LayerRef(name, new Digest(manifest.path("sha256").asText())),
          () -> Files.readAllBytes(dist.resolve(name + ".zip")), libraries);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
