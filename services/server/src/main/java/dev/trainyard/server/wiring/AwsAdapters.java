package dev.trainyard.server.wiring;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.aws.client.FunctionRuntime;
import dev.trainyard.aws.engine.LambdaEngineSettings;
import dev.trainyard.aws.engine.LambdaFunctionEngine;
import dev.trainyard.aws.engine.LambdaLayer;
import dev.trainyard.aws.engine.LambdaRuntimeCatalog;
import dev.trainyard.aws.engine.NodeRole;
import dev.trainyard.aws.store.AwsStores;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.engine.EngineHealth;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.local.engine.Listener;
import dev.trainyard.local.engine.SandboxedCodeChecker;
import dev.trainyard.local.layer.ShippedLayer;
import dev.trainyard.server.config.Homes;
import dev.trainyard.server.config.ServerSettings;
import dev.trainyard.server.status.ServiceState;
import dev.trainyard.server.status.Services;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What lives on AWS, and on this machine beside it. For one opening. */
final class AwsAdapters {
  private final ServerSettings settings;
  private final AwsSettings aws;
  private final InstantSource clock;
  private final AwsClients clients;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final List<Supplier<List<ServiceState>>> asked = new ArrayList<>();

  private AwsAdapters(ServerSettings settings, AwsSettings aws, InstantSource clock, AwsClients clients) {
    this.settings = settings;
    this.aws = aws;
    this.clock = clock;
    this.clients = clients;
    closing.push(clients::close);
  }

  static Adapters open(ServerSettings settings, Homes.Aws home, Listener listener, InstantSource clock) {
    AwsSettings aws = new AwsSettings(home.table(), home.bucket(), home.prefix(), home.roleArn(),
        FunctionRuntime.parse(home.runtime()), home.kmsKey(), home.create(), Optional.empty(), home.endpoint());
    AwsAdapters opening = new AwsAdapters(settings, aws, clock, AwsClients.open(aws));
    try {
      StoreHome stores = settings.homes().storeOnAws() ? opening.stores() : opening.localStores();
      EngineHome engine = settings.homes().engineOnAws()
          ? opening.engine(stores.codes())
          : LocalAdapters.engine(settings, stores.codes(), listener, clock);
      return Adapters.of(stores, engine, Services.asking(opening::ask));
    } catch (RuntimeException failure) {
      opening.close();
      throw failure;
    }
  }

  private StoreHome localStores() {
    StoreHome local = LocalAdapters.stores(settings, clock);
    closing.push(local.closing());
    return new StoreHome(local.bots(), local.nodes(), local.drafts(), local.samples(), local.codes(),
        local.variables(), local.releases(), local.stages(), local.trainings(), local.turns(), local.isNew(),
        this::close);
  }

  private StoreHome stores() {
    AwsStores stores = AwsStores.open(clients, aws, settings.turns().kept(), clock);
    closing.push(stores::close);
    asked.add(() -> stores.health().stream()
        .map(health -> new ServiceState(health.service(), health.problem().isEmpty(), health.problem().orElse("")))
        .toList());
    return new StoreHome(stores.bots(), stores.nodes(), stores.drafts(), stores.samples(), stores.codes(),
        stores.variables(), stores.releases(), stores.stages(), stores.trainings(), stores.turns(), stores.isNew(),
        this::close);
  }

  private EngineHome engine(CodeStore codes) {
    List<ShippedLayer> shipped = ShippedLayer.all();
    List<LambdaLayer> layers = shipped.stream()
        .map(layer -> new LambdaLayer(layer.reference(), () -> read(layer), layer.libraries())).toList();
    LambdaEngineSettings limits = LambdaEngineSettings.usual(aws.prefix(), NodeRole.arn(clients.iam(), aws),
        aws.bucket());
    LambdaFunctionEngine lambda = new LambdaFunctionEngine(limits, clients, layers, codes);
    try {
      refuseUnlessAvailable(lambda.health());
      asked.add(() -> List.of(state(lambda.health())));
      SandboxedCodeChecker checker = LocalAdapters.checker(settings, shipped, clock);
      return new EngineHome(new EngineWithChecker(lambda, checker), checker,
          new LambdaRuntimeCatalog(aws.runtime(), layers));
    } catch (RuntimeException failure) {
      lambda.close();
      throw failure;
    }
  }

  private static byte[] read(ShippedLayer layer) throws IOException {
    try (InputStream zip = layer.zip().openStream()) {
      return zip.readAllBytes();
    }
  }

  private static void refuseUnlessAvailable(EngineHealth health) {
    if (!health.available()) {
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, state(health).detail());
    }
  }

  private static ServiceState state(EngineHealth health) {
    String detail = health.degradations().isEmpty() ? "" : health.degradations().getFirst().why();
    return new ServiceState("Lambda", health.available(), detail);
  }

  private List<ServiceState> ask() {
    return asked.stream().flatMap(each -> each.get().stream()).toList();
  }

  private void close() {
    RuntimeException failed = null;
    while (!closing.isEmpty()) {
      try {
        closing.pop().run();
      } catch (RuntimeException failure) {
        failed = failure;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
