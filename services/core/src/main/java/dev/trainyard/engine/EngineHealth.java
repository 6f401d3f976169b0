package dev.trainyard.engine;

import java.util.List;

/**
 * How an engine is.
 *
 * @param available whether it can run code
 * @param summary what runs the code, in a few words
 * @param degradations what this machine lacks; empty on a good one
 */
public record EngineHealth(boolean available, String summary, List<Degradation> degradations) {
  public EngineHealth {
    degradations = List.copyOf(degradations);
  }

  /**
   * Something that is weaker here than it should be.
   *
   * @param name short, such as {@code sandbox}
   * @param why what is missing
   * @param remedy what the operator can do, at best one command
   */
  public record Degradation(String name, String why, String remedy) {
  }
}
