package dev.trainyard.bot;

/**
 * Where code does not compile.
 *
 * @param line from 1
 * @param column from 1
 * @param message Python's own words
 */
public record CodeProblem(int line, int column, String message) {
  public CodeProblem {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("lines and columns count from 1");
    }
  }
}
