package dev.trainyard.aws.engine;

import dev.trainyard.aws.runtimeapi.OnInterfaceEmulator;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.PythonNodesContract;

@OnInterfaceEmulator
final class InterfaceEmulatorPythonNodesTest extends PythonNodesContract {
  @Override
  protected EngineHome home() {
    return FakeEngineHome.interfaceEmulator();
  }
}
