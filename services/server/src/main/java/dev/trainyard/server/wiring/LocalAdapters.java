package dev.trainyard.server.wiring;

import dev.trainyard.engine.MemorySize;
import dev.trainyard.local.engine.LocalEngine;
import dev.trainyard.local.engine.LocalEngineSettings;
import dev.trainyard.local.layer.LocalRuntimeCatalog;
import dev.trainyard.local.layer.ShippedLayer;
import dev.trainyard.local.store.LocalStores;
import dev.trainyard.local.store.StoreSettings;
import dev.trainyard.server.config.ServerSettings;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;

/** Everything on this machine. */
public final class LocalAdapters {
  private LocalAdapters() {
  }

  /**
   * Opens the stores and the engine of this machine.
   *
   * @param settings where and how
   * @return all of them
   */
  public static Adapters open(ServerSettings settings) {
    InstantSource clock = Clock.systemUTC();
    StoreSettings stored = StoreSettings.in(settings.dataFolder());
    boolean isNew = LocalStores.isNew(stored);
    LocalStores stores = LocalStores.open(settings.variablesKey().map(stored::withVariablesKey).orElse(stored), clock);
    try {
      List<ShippedLayer> layers = ShippedLayer.all();
      LocalEngine engine = new LocalEngine(LocalEngineSettings.defaults(settings.cacheFolder(),
          Runtime.getRuntime().availableProcessors(), machineMemory()), layers, stores.codes(), clock);
      return new Adapters(stores.bots(), stores.nodes(), stores.drafts(), stores.samples(), stores.codes(),
          stores.variables(), stores.releases(), stores.stages(), stores.trainings(), stores.turns(), engine,
          engine.checker(), new LocalRuntimeCatalog(layers), isNew, stores::close);
    } catch (RuntimeException failure) {
      stores.close();
      throw failure;
    }
  }

  private static MemorySize machineMemory() {
    long bytes = ManagementFactory
        .getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
            ? machine.getTotalMemorySize()
            : Runtime.getRuntime().maxMemory();
    return new MemorySize((int) Math.max(1, bytes / (1024 * 1024)));
  }
}
