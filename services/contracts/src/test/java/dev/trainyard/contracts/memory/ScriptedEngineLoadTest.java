package dev.trainyard.contracts.memory;

import dev.trainyard.contracts.engine.EngineHome;
import dev.trainyard.contracts.engine.EngineLoadContract;

class ScriptedEngineLoadTest extends EngineLoadContract {
  private final ScriptedHome home = new ScriptedHome();

  @Override
  protected EngineHome home() {
    return home;
  }
}
