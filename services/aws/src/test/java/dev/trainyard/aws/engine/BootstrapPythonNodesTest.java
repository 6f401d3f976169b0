package dev.trainyard.aws.engine;

import dev.trainyard.aws.runtimeapi.OnSandbox;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.PythonNodesContract;

@OnSandbox
final class BootstrapPythonNodesTest extends PythonNodesContract {
  @Override
  protected EngineHome home() {
    return FakeEngineHome.bootstrap();
  }
}
