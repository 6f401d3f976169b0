package dev.trainyard.server.node;

import dev.trainyard.bot.CodeProblem;
import io.micronaut.serde.annotation.Serdeable;

/**
 * Where code does not compile.
 *
 * @param line from 1
 * @param column from 1
 * @param message Python's own words
 */
@Serdeable
public record ProblemView(int line, int column, String message) {

  /**
   * A problem as callers see it.
   *
   * @param problem of the core
   * @return the view
   */
  public static ProblemView of(CodeProblem problem) {
    return new ProblemView(problem.line(), problem.column(), problem.message());
  }
}
