package dev.trainyard.contracts.memory;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;

/** A scripted engine of its own for every test. */
final class ScriptedHome implements EngineHome {
  private final CodeStore codes = new InMemoryStores().stores().codes();
  private final RuntimeCatalog catalog = FixedRuntimeCatalog.usual();
  private final ScriptedEngine engine = new ScriptedEngine(codes);

  @Override
  public String name() {
    return "scripts";
  }

  @Override
  public FunctionEngine engine() {
    return engine;
  }

  @Override
  public FunctionEngine open() {
    return new ScriptedEngine(codes);
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
  public void close() {
    engine.close();
  }
}
