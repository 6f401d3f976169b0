package dev.trainyard.local.engine;

import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.FunctionEngineContract;

final class LocalFunctionEngineTest extends FunctionEngineContract {
  @Override
  protected EngineHome home() {
    return Home.FOR_SUITES;
  }
}
