package dev.trainyard.variable;

import java.util.List;

/**
 * The variables of a bot.
 *
 * @param items by name, ascending
 * @param revision grows with every change of any value
 */
public record VariableList(List<VariableItem> items, long revision) {
  public VariableList {
    items = List.copyOf(items);
  }
}
