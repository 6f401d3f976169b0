package dev.trainyard.local.engine;

import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.EngineLoadContract;

final class LocalEngineLoadTest extends EngineLoadContract {
  @Override
  protected EngineHome home() {
    return Home.FOR_SUITES;
  }
}
