package dev.trainyard.local.engine;

import dev.trainyard.contracts.engine.CodeCheckerContract;
import dev.trainyard.engine.CodeChecker;

final class LocalCodeCheckerTest extends CodeCheckerContract {
  @Override
  protected CodeChecker checker() {
    return Home.shared().checker();
  }
}
