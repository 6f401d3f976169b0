package dev.trainyard.aws.engine;

import dev.trainyard.aws.runtimeapi.OnInterfaceEmulator;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.HostileNodesContract;

@OnInterfaceEmulator
final class InterfaceEmulatorHostileNodesTest extends HostileNodesContract {
  @Override
  protected EngineHome home() {
    return FakeEngineHome.interfaceEmulator();
  }
}
