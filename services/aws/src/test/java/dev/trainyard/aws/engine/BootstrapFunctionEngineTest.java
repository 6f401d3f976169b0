package dev.trainyard.aws.engine;

import dev.trainyard.aws.runtimeapi.OnSandbox;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.FunctionEngineContract;

@OnSandbox
final class BootstrapFunctionEngineTest extends FunctionEngineContract {
  @Override
  protected EngineHome home() {
    return FakeEngineHome.bootstrap();
  }
}
