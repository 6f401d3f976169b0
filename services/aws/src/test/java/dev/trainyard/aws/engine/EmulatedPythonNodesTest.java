package dev.trainyard.aws.engine;

import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.PythonNodesContract;

@OnEmulator({Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
final class EmulatedPythonNodesTest extends PythonNodesContract {
  @Override
  protected EngineHome home() {
    return EmulatorHome.shared();
  }
}
