package dev.trainyard.aws.store;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.Variable;
import dev.trainyard.variable.VariableName;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * A variable as the table holds it, without values.
 *
 * @param variable its revision, and when its values were changed
 * @param life how often a variable of that name was made, from 1
 */
record StoredVariable(Variable variable, int life) {
  static final String REVISION = "revision";
  static final String LIFE = "life";

  static StoredVariable of(Row row) {
    Map<Stage, Variable.Change> changes = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      row.optionalInstant(at(stage)).ifPresent(
          instant -> changes.put(stage, new Variable.Change(instant, new Author(row.text(by(stage))))));
    }
    VariableName name = new VariableName(row.key().sort().substring(Keys.VARIABLE.length()));
    return new StoredVariable(new Variable(name, row.integer(REVISION), changes), row.integer(LIFE));
  }

  /** The variable after values were set. */
  StoredVariable with(Set<Stage> stages, Author by, Instant at) {
    Map<Stage, Variable.Change> changes = new EnumMap<>(Stage.class);
    changes.putAll(variable.values());
    stages.forEach(stage -> changes.put(stage, new Variable.Change(at, by)));
    return new StoredVariable(new Variable(variable.name(), variable.revision() + 1, changes), life);
  }

  Row row(BotId bot) {
    Row row = Row.at(Keys.variable(bot, variable.name())).with(REVISION, variable.revision()).with(LIFE, life);
    for (Map.Entry<Stage, Variable.Change> change : variable.values().entrySet()) {
      row = row.with(at(change.getKey()), change.getValue().at()).with(by(change.getKey()),
          change.getValue().by().name());
    }
    return row;
  }

  private static String at(Stage stage) {
    return stage.text() + "_at";
  }

  private static String by(Stage stage) {
    return stage.text() + "_by";
  }
}
