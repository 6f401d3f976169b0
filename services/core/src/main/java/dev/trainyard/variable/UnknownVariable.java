package dev.trainyard.variable;

import dev.trainyard.bot.NodeName;
import java.util.List;

/**
 * A name that code reads and no variable has: its turns would fail, or use a default.
 *
 * @param name which
 * @param places where it is read, by node
 */
public record UnknownVariable(VariableName name, List<Place> places) {
  public UnknownVariable {
    places = List.copyOf(places);
  }

  /**
   * Where a node's newest draft reads it first.
   *
   * @param node which
   * @param line from 1
   */
  public record Place(NodeName node, int line) {
  }
}
