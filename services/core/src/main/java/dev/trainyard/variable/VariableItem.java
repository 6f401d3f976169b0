package dev.trainyard.variable;

import dev.trainyard.bot.NodeName;
import java.util.List;

/**
 * A variable and who reads it.
 *
 * @param variable without values
 * @param usedBy the nodes whose newest draft reads it, by name, ascending
 */
public record VariableItem(Variable variable, List<NodeName> usedBy) {
  public VariableItem {
    usedBy = List.copyOf(usedBy);
  }
}
