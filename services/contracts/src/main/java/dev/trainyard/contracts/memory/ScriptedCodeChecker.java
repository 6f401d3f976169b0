package dev.trainyard.contracts.memory;

import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.engine.CodeChecker;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A checker that finds what the code itself says: lines {@code # problem: LINE COLUMN MESSAGE}, and
 * {@code # check: engine_unavailable} or {@code # check: overloaded} for a checker that fails. Thread-safe.
 */
public final class ScriptedCodeChecker implements CodeChecker {
  private static final String PROBLEM = "# problem:";
  private static final String FAILURE = "# check:";
  private static final int MOST_PROBLEMS = 20;
  private final AtomicInteger checks = new AtomicInteger();

  /** A checker that was not asked yet. */
  public ScriptedCodeChecker() {
  }

  @Override
  public List<CodeProblem> check(NodeCode code) {
    checks.incrementAndGet();
    code.source().lines().filter(line -> line.startsWith(FAILURE)).findFirst().ifPresent(line -> {
      String failure = line.substring(FAILURE.length()).strip();
      throw new TrainyardException(ErrorCode.valueOf(failure.toUpperCase(Locale.ROOT)),
          "The code could not be checked now; save again.");
    });
    return problems(code.source());
  }

  /**
   * How often it was asked.
   *
   * @return calls until now
   */
  public int checks() {
    return checks.get();
  }

  static List<CodeProblem> problems(String source) {
    return source.lines().filter(line -> line.startsWith(PROBLEM)).limit(MOST_PROBLEMS).map(line -> {
      String[] words = line.substring(PROBLEM.length()).strip().split(" ", 3);
      return new CodeProblem(Integer.parseInt(words[0]), Integer.parseInt(words[1]), words[2]);
    }).toList();
  }
}
