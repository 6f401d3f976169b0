package dev.trainyard.local.engine;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.RuntimeCatalog;
import dev.trainyard.local.layer.LocalRuntimeCatalog;
import dev.trainyard.local.layer.ShippedLayer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One engine and what surrounds it, shared by all suites of this module: what it cost to unpack the layers is paid
 * once. The cache is below the build's folder; a server that runs as root takes the machine's, as it would in earnest.
 */
final class Home {
  static final CodeStore CODES = new MemoryCodes();
  static final RuntimeCatalog CATALOG = new LocalRuntimeCatalog(ShippedLayer.all());
  static final EngineHome FOR_SUITES = new EngineHome() {
    @Override
    public String name() {
      return "sandboxes of this machine";
    }

    @Override
    public FunctionEngine engine() {
      return shared();
    }

    @Override
    public FunctionEngine open() {
      return Home.open();
    }

    @Override
    public CodeStore codes() {
      return CODES;
    }

    @Override
    public RuntimeCatalog catalog() {
      return CATALOG;
    }
  };
  private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();
  private static @Nullable LocalEngine shared;

  private Home() {
  }

  static LocalEngineSettings settings() {
    return LocalEngineSettings.defaults(CACHE, Runtime.getRuntime().availableProcessors(), new MemorySize(4096));
  }

  static LocalEngine open() {
    return open(UnaryOperator.identity());
  }

  static LocalEngine open(UnaryOperator<LocalEngineSettings> change) {
    return new LocalEngine(change.apply(settings()), ShippedLayer.all(), CODES, new SelectorListener(),
        InstantSource.system());
  }

  static synchronized LocalEngine shared() {
    if (shared == null) {
      LocalEngine made = open();
      Runtime.getRuntime().addShutdownHook(new Thread(made::close));
      shared = made;
    }
    return shared;
  }
}
