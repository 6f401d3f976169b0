package dev.trainyard.aws.engine;

import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.IsolationContract;

@OnEmulator({Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
final class EmulatedIsolationTest extends IsolationContract {
  @Override
  protected EngineHome home() {
    return EmulatorHome.shared();
  }
}
