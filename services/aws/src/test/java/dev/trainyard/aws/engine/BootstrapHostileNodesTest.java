package dev.trainyard.aws.engine;

import dev.trainyard.aws.runtimeapi.OnSandbox;
import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.HostileNodesContract;

@OnSandbox
final class BootstrapHostileNodesTest extends HostileNodesContract {
  @Override
  protected EngineHome home() {
    return FakeEngineHome.bootstrap();
  }
}
