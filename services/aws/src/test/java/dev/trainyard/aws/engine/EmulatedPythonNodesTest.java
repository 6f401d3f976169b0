package dev.trainyard.aws.engine;

import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.contracts.engine.PythonNodesContract;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.Set;

@OnEmulator({Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
final class EmulatedPythonNodesTest extends PythonNodesContract {
  @Override
  protected FunctionEngine engine() {
    return EmulatorHome.shared();
  }

  @Override
  protected FunctionEngine open() {
    return EmulatorHome.open();
  }

  @Override
  protected CodeStore codes() {
    return EmulatorHome.CODES;
  }

  @Override
  protected RuntimeCatalog catalog() {
    return EmulatorHome.catalog();
  }

  @Override
  protected Set<Capability> capabilities() {
    return EmulatorHome.capabilities();
  }
}
