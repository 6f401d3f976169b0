package dev.trainyard.variable;

import dev.trainyard.bot.Author;
import dev.trainyard.release.Stage;
import java.time.Instant;
import java.util.Map;

/**
 * A variable of a bot, without its values.
 *
 * @param name its name
 * @param revision grows by one with every change of any value, from 1
 * @param values when and by whom the value of a stage was last set; a stage without a value is absent
 */
public record Variable(VariableName name, int revision, Map<Stage, Change> values) {
  public Variable {
    values = Map.copyOf(values);
  }

  /**
   * The last change of a value.
   *
   * @param at when
   * @param by who
   */
  public record Change(Instant at, Author by) {
  }
}
