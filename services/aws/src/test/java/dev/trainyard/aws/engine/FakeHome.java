package dev.trainyard.aws.engine;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.client.FunctionRuntime;
import dev.trainyard.aws.client.Pace;
import dev.trainyard.aws.lambda.CodeRunner;
import dev.trainyard.aws.lambda.EngineRunner;
import dev.trainyard.aws.lambda.FakeLambda;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.contracts.memory.InMemoryStores;
import dev.trainyard.contracts.memory.ScriptedEngine;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.RuntimeCatalog.Library;
import dev.trainyard.local.layer.LocalRuntimeCatalog;
import dev.trainyard.local.layer.ShippedLayer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A Lambda of the tests, and engines of the product that call it by the SDK. */
final class FakeHome implements AutoCloseable {
  static final String PREFIX = "trainyard-test";
  private static final int FAST = 2000;
  private static final List<Library> LIBRARIES = new LocalRuntimeCatalog(ShippedLayer.all()).libraries();
  private final CodeStore codes = new InMemoryStores().stores().codes();
  private final CodeRunner runner;
  private final FakeLambda lambda;
  private final AwsClients clients;
  private final List<LambdaLayer> layers;
  private final LambdaRuntimeCatalog catalog;

  /** Runs code by scripts in its comments. */
  FakeHome() {
    this(Map.of(Pace.Kind.LAMBDA_CONTROL, FAST));
  }

  /** Runs code by scripts in its comments; calls go at a pace. */
  FakeHome(Map<Pace.Kind, Integer> pace) {
    this(pace, codes -> scripts(codes, false));
  }

  /** Runs scripts; timeouts and exits may be told as in 2019. */
  static CodeRunner scripts(CodeStore codes, boolean oldSpelling) {
    return new EngineRunner(new ScriptedEngine(codes, 64, 4), oldSpelling);
  }

  /** Runs code by what is made for it. */
  FakeHome(Function<CodeStore, CodeRunner> runners) {
    this(Map.of(Pace.Kind.LAMBDA_CONTROL, FAST), runners);
  }

  private FakeHome(Map<Pace.Kind, Integer> pace, Function<CodeStore, CodeRunner> runners) {
    CodeStore fakeCodes = new InMemoryStores().stores().codes();
    this.runner = runners.apply(fakeCodes);
    this.lambda = new FakeLambda(runner, fakeCodes);
    this.layers = List.of(layer("python-runtime"), layer("extra-packages"));
    this.catalog = new LambdaRuntimeCatalog(FunctionRuntime.PROVIDED_AL2023, layers);
    this.clients = AwsClients.open(
        new AwsSettings("trainyard", "trainyard-bucket", PREFIX, Optional.of("arn:aws:iam::123456789012:role/node"),
            FunctionRuntime.PROVIDED_AL2023, Optional.empty(), false, Optional.of("eu-central-1"),
            Optional.of(lambda.endpoint())),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")), new Pace(pace));
  }

  /** What the true layer brings, without its bytes. */
  private static LambdaLayer layer(String name) {
    byte[] zip = ("zip of " + name).getBytes(StandardCharsets.UTF_8);
    return new LambdaLayer(new LayerRef(name, Digest.of(zip)), () -> zip.clone(),
        LIBRARIES.stream().filter(library -> library.layer().equals(name)).toList());
  }

  LambdaFunctionEngine open() {
    return open(settings());
  }

  LambdaFunctionEngine open(LambdaEngineSettings settings) {
    return new LambdaFunctionEngine(settings, clients, layers, codes);
  }

  /** An engine whose pauses take no time. */
  LambdaFunctionEngine openQuick() {
    return new LambdaFunctionEngine(settings(), clients.control(), clients.invoke(), clients.pace(),
        new LayerBucket(clients.s3(), "trainyard-bucket"), layers, codes, new QuickPatience());
  }

  /** A spec of code that replies. */
  FunctionSpec replying(String text, int memory) {
    return spec("# script: reply {\"status\": true, \"response\": [\"" + text + "\"]}\n", memory);
  }

  /** A spec of scripted code. */
  FunctionSpec spec(String script, int memory) {
    return new FunctionSpec(codes.put(script.getBytes(StandardCharsets.UTF_8)), catalog.runtime(), catalog.layers(),
        Duration.ofSeconds(20), new MemorySize(memory));
  }

  /** A function of a node that was never published. */
  static NodeFunction node() {
    return new NodeFunction(new BotId("bot"), new NodeId("n-" + UUID.randomUUID()), new BotName("kli"),
        new NodeName("NODE"));
  }

  static InvocationRequest request(Duration longestWait) {
    return new InvocationRequest(UUID.randomUUID().toString(), Payload.of("{\"body\": \"{}\"}"), longestWait);
  }

  /** The name of the Lambda function that a version belongs to. */
  static String name(FunctionVersion version) {
    return VersionReference.parse(version.reference()).orElseThrow().function();
  }

  static LambdaEngineSettings settings() {
    return new LambdaEngineSettings(PREFIX, "arn:aws:iam::123456789012:role/node", "trainyard-bucket", 1000, 16, 5,
        Duration.ofSeconds(30));
  }

  AwsClients clients() {
    return clients;
  }

  FakeLambda lambda() {
    return lambda;
  }

  CodeStore codes() {
    return codes;
  }

  List<LambdaLayer> layers() {
    return layers;
  }

  LambdaRuntimeCatalog catalog() {
    return catalog;
  }

  @Override
  public void close() {
    clients.close();
    lambda.close();
    runner.close();
  }
}
