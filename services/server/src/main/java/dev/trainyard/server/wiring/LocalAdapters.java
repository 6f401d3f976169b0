package dev.trainyard.server.wiring;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.local.engine.Listener;
import dev.trainyard.local.engine.LocalEngine;
import dev.trainyard.local.engine.LocalEngineSettings;
import dev.trainyard.local.engine.SandboxedCodeChecker;
import dev.trainyard.local.layer.LocalRuntimeCatalog;
import dev.trainyard.local.layer.ShippedLayer;
import dev.trainyard.local.layer.SqliteLibrary;
import dev.trainyard.local.store.LocalStores;
import dev.trainyard.local.store.StoreSettings;
import dev.trainyard.server.config.ServerSettings;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What lives on this machine. */
final class LocalAdapters {
  private LocalAdapters() {
  }

  static StoreHome stores(ServerSettings settings, InstantSource clock) {
    StoreSettings stored = StoreSettings.in(settings.dataFolder());
    boolean isNew = LocalStores.isNew(stored);
    SqliteLibrary.keepIn(settings.cacheFolder(), clock);
    LocalStores stores = LocalStores.open(settings.variablesKey().map(stored::withVariablesKey).orElse(stored), clock);
    return new StoreHome(stores.bots(), stores.nodes(), stores.drafts(), stores.samples(), stores.codes(),
        stores.variables(), stores.releases(), stores.stages(), stores.trainings(), stores.turns(), isNew,
        stores::close);
  }

  static EngineHome engine(ServerSettings settings, CodeStore codes, Listener listener, InstantSource clock) {
    List<ShippedLayer> layers = ShippedLayer.all();
    LocalEngine engine = started(() -> new LocalEngine(limits(settings), layers, codes, listener, clock));
    return new EngineHome(engine, engine.checker(), new LocalRuntimeCatalog(layers));
  }

  /** The checker for a home whose functions run elsewhere. */
  static SandboxedCodeChecker checker(ServerSettings settings, List<ShippedLayer> layers, InstantSource clock) {
    return started(() -> new SandboxedCodeChecker(limits(settings), layers, clock));
  }

  /** A system or a cache folder that will not do is no bug: the operator is told in a line. */
  private static <T> T started(Supplier<T> start) {
    try {
      return start.get();
    } catch (IllegalStateException | UncheckedIOException unfit) {
      throw new TrainyardException(ErrorCode.ENGINE_UNAVAILABLE, String.valueOf(unfit.getMessage()), Map.of(), unfit);
    }
  }

  private static LocalEngineSettings limits(ServerSettings settings) {
    return LocalEngineSettings.defaults(settings.cacheFolder(), Runtime.getRuntime().availableProcessors(),
        machineMemory());
  }

  private static MemorySize machineMemory() {
    long bytes = ManagementFactory
        .getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
            ? machine.getTotalMemorySize()
            : Runtime.getRuntime().maxMemory();
    return new MemorySize((int) Math.max(1, bytes / (1024 * 1024)));
  }
}
