package dev.trainyard.aws.runtimeapi;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.HostileNodesContract;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.Set;

@OnSandbox
final class RuntimeApiHostileNodesTest extends HostileNodesContract {
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

  /** While the code runs no connection is open that it could write to. */
  @Override
  protected Set<String> unharmed() {
    return Set.of("writes_everywhere");
  }

  @Override
  protected Set<Capability> capabilities() {
    return Home.capabilities();
  }
}
