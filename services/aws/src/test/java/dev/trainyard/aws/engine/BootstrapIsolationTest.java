package dev.trainyard.aws.engine;

import dev.trainyard.aws.runtimeapi.OnSandbox;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.IsolationContract;

@OnSandbox
final class BootstrapIsolationTest extends IsolationContract {
  @Override
  protected EngineHome home() {
    return FakeEngineHome.bootstrap();
  }
}
