package dev.trainyard.variable;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All variables of a bot on one stage, at one moment.
 *
 * @param revision grows with every change of the bot's variables on the stage, 0 before the first
 * @param values name to value, those that are set
 */
public record VariableValues(long revision, SortedMap<VariableName, VariableValue> values) {
  /** The values of a bot without variables. */
  public static final VariableValues NONE = new VariableValues(0, new TreeMap<>());

  public VariableValues {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }
}
