package dev.trainyard.local.engine;

import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.PythonNodesContract;

final class LocalPythonNodesTest extends PythonNodesContract {
  @Override
  protected EngineHome home() {
    return Home.FOR_SUITES;
  }
}
