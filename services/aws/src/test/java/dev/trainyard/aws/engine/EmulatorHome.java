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
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.memory.InMemoryStores;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog;
import dev.trainyard.engine.RuntimeCatalog.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * An engine and the layers of the repository at whatever stands in for AWS; shared by all suites, as the layers take
 * long to be published. Hostile nodes are no suite here: an emulator's walls would not hold them; they meet the same
 * engine in front of the sandboxed bootstrap. On an account the role of {@code TRAINYARD_TEST_ROLE_ARN} runs the
 * functions.
 */
final class EmulatorHome implements EngineHome {
  private static final Path LAYERS = Path.of("..", "..", "lambda-layers");
  private static final String ROLE = System.getenv().getOrDefault("TRAINYARD_TEST_ROLE_ARN",
      "arn:aws:iam::000000000000:role/trainyard-node");
  private static final int EMULATED_RATE = 100;

  private final Emulator emulator;
  private final CodeStore codes = new InMemoryStores().stores().codes();
  private final List<LambdaLayer> layers = List.of(layer("python-runtime"), layer("extra-packages"));
  private final AwsClients clients;
  private final LambdaFunctionEngine engine;
  private final LambdaRuntimeCatalog catalog;

  private EmulatorHome(Emulator emulator) {
    this.emulator = emulator;
    FunctionRuntime runtime = emulator.can(Ability.LAMBDA_LAYER_BOOTSTRAP)
        ? FunctionRuntime.PROVIDED_AL2023
        : FunctionRuntime.PYTHON_3_6;
    this.clients = clients(emulator, runtime);
    this.catalog = new LambdaRuntimeCatalog(runtime, layers);
    this.engine = open();
  }

  /** Made when the first suite runs that asks for it. */
  private static final class Shared {
    private static final EngineHome HOME = new EmulatorHome(Emulator.find().orElseThrow());

    private Shared() {
    }
  }

  static EngineHome shared() {
    return Shared.HOME;
  }

  private static AwsClients clients(Emulator emulator, FunctionRuntime runtime) {
    AwsSettings settings = new AwsSettings("trainyard-test", "trainyard-test", "trainyard-test", Optional.of(ROLE),
        runtime, Optional.empty(), false, Optional.empty(), emulator.endpoint());
    AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
    return AwsClients.open(settings, credentials, emulator.endpoint().isPresent()
        ? new Pace(Map.of(Pace.Kind.LAMBDA_CONTROL, EMULATED_RATE))
        : Pace.usual());
  }

  @Override
  public String name() {
    return "the Lambda engine and " + emulator.name();
  }

  @Override
  public FunctionEngine engine() {
    return engine;
  }

  @Override
  public LambdaFunctionEngine open() {
    LambdaEngineSettings usual = LambdaEngineSettings.usual("trainyard-test", ROLE, "trainyard-test");
    return new LambdaFunctionEngine(new LambdaEngineSettings(usual.prefix(), usual.roleArn(), usual.bucket(), 16, 16,
        5, Duration.ofMinutes(1)), clients, layers, codes);
  }

  @Override
  public CodeStore codes() {
    return codes;
  }

  @Override
  public RuntimeCatalog catalog() {
    return catalog;
  }

  @Override
  public Map<Capability, String> lacks() {
    Map<Capability, String> lacks = new EnumMap<>(LambdaLacks.ALWAYS);
    if (emulator.endpoint().isPresent()) {
      lacks.put(Capability.MEASURES, "the emulator's answers have no REPORT line");
      lacks.put(Capability.CLOSES_THE_MACHINE, "the emulator's sandbox is not Lambda's");
    }
    return lacks;
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
