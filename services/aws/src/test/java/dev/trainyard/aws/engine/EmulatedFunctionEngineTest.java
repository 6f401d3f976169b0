package dev.trainyard.aws.engine;

import dev.trainyard.aws.emulator.Ability;
import dev.trainyard.aws.emulator.OnEmulator;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.FunctionEngineContract;

@OnEmulator({Ability.LAMBDA_CONTROL, Ability.LAMBDA_LAYER_BOOTSTRAP})
final class EmulatedFunctionEngineTest extends FunctionEngineContract {
  @Override
  protected EngineHome home() {
    return EmulatorHome.shared();
  }
}
