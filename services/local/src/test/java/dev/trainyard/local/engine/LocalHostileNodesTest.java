package dev.trainyard.local.engine;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.HostileNodesContract;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;

final class LocalHostileNodesTest extends HostileNodesContract {
  @Override
  protected FunctionEngine engine() {
    return Home.shared();
  }

  @Override
  protected FunctionEngine open() {
    return Home.open();
  }

  @Override
  protected CodeStore codes() {
    return Home.CODES;
  }

  @Override
  protected RuntimeCatalog catalog() {
    return Home.CATALOG;
  }
}
