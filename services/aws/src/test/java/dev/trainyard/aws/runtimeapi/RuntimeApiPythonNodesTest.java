package dev.trainyard.aws.runtimeapi;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.PythonNodesContract;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.Set;

@OnSandbox
final class RuntimeApiPythonNodesTest extends PythonNodesContract {
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
    return Layers.CATALOG;
  }

  @Override
  protected Set<Capability> capabilities() {
    return Home.capabilities();
  }
}
