package dev.trainyard.engine;

import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.NodeCode;
import java.util.List;

/** Compiles code with a real Python 3.6, without running it. Thread-safe. */
public interface CodeChecker {

  /**
   * Compiles code.
   *
   * @param code any text
   * @return where it does not compile, empty if it does; at most 20
   * @throws dev.trainyard.error.TrainyardException {@code engine_unavailable} when it could not be compiled for a
   * reason of ours, {@code overloaded} when too many wait
   */
  List<CodeProblem> check(NodeCode code);
}
