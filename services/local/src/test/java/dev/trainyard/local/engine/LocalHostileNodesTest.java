package dev.trainyard.local.engine;

import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.HostileNodesContract;

final class LocalHostileNodesTest extends HostileNodesContract {
  @Override
  protected EngineHome home() {
    return Home.FOR_SUITES;
  }
}
