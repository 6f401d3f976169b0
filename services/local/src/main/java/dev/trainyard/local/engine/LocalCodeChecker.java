package dev.trainyard.local.engine;

import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.engine.CodeChecker;
import java.util.List;

/** Compiles code by the runtime layer's own Python, in a sandbox. Thread-safe. */
final class LocalCodeChecker implements CodeChecker {
  private final Compiler compiler;

  LocalCodeChecker(Compiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public List<CodeProblem> check(NodeCode code) {
    return compiler.compile(code.digest(), code.bytes());
  }
}
