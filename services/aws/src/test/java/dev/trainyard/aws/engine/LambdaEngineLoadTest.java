package dev.trainyard.aws.engine;

import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.EngineLoadContract;

final class LambdaEngineLoadTest extends EngineLoadContract {
  private final FakeEngineHome home = FakeEngineHome.scripted();

  @Override
  protected EngineHome home() {
    return home;
  }
}
