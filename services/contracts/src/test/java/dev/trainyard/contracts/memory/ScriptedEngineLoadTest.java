package dev.trainyard.contracts.memory;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.EngineLoadContract;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import org.junit.jupiter.api.AfterEach;

class ScriptedEngineLoadTest extends EngineLoadContract {
  private final CodeStore codes = new InMemoryStores().stores().codes();
  private final RuntimeCatalog catalog = FixedRuntimeCatalog.usual();
  private final ScriptedEngine engine = new ScriptedEngine(codes);

  @Override
  protected FunctionEngine engine() {
    return engine;
  }

  @Override
  protected FunctionEngine open() {
    return new ScriptedEngine(codes);
  }

  @Override
  protected CodeStore codes() {
    return codes;
  }

  @Override
  protected RuntimeCatalog catalog() {
    return catalog;
  }

  @AfterEach
  void close() {
    engine.close();
  }
}
