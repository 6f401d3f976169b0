package dev.trainyard.local.engine;

import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.IsolationContract;

final class LocalIsolationTest extends IsolationContract {
  @Override
  protected EngineHome home() {
    return Home.FOR_SUITES;
  }
}
