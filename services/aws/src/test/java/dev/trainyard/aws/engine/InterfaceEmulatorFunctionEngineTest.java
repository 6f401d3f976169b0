package dev.trainyard.aws.engine;

import dev.trainyard.aws.runtimeapi.OnInterfaceEmulator;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.FunctionEngineContract;

@OnInterfaceEmulator
final class InterfaceEmulatorFunctionEngineTest extends FunctionEngineContract {
  @Override
  protected EngineHome home() {
    return FakeEngineHome.interfaceEmulator();
  }
}
