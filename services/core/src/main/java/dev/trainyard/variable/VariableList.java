package dev.trainyard.variable;

import java.util.List;

/**
 * The variables of a bot.
 *
 * @param items by name, ascending
 * @param unknown names that nodes read and no variable has, by name, ascending; at most 500
 * @param revision grows with every change of any value
 */
public record VariableList(List<VariableItem> items, List<UnknownVariable> unknown, long revision) {
  public VariableList {
    items = List.copyOf(items);
    unknown = List.copyOf(unknown);
  }
}
