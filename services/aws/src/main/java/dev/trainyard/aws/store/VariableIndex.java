package dev.trainyard.aws.store;

import dev.trainyard.aws.store.Parameters.Version;
import dev.trainyard.bot.BotId;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.VariableName;
import java.util.ArrayList;
import java.util.List;

/**
 * Which values a bot has on a stage at one moment: one item, so that it is read whole.
 *
 * @param revision grows with every change
 * @param versions where the values lie
 */
record VariableIndex(long revision, List<Version> versions) {
  static final String REVISION = "revision";
  /** Attributes that name variables begin with it, since a variable may have the name of any other attribute. */
  private static final String VARIABLE = "=";

  static VariableIndex of(BotId bot, Stage stage, Row row) {
    List<Version> versions = new ArrayList<>();
    row.attributes().forEach((attribute, value) -> {
      if (attribute.startsWith(VARIABLE)) {
        String[] parts = value.s().split("\\.", 2);
        versions.add(new Version(bot, stage, new VariableName(attribute.substring(VARIABLE.length())),
            Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
      }
    });
    return new VariableIndex(row.number(REVISION), versions);
  }

  /** The change of the index that makes a value be seen. */
  static Change with(Version version) {
    return Change.of(Keys.variableIndex(version.bot(), version.stage()))
        .set(VARIABLE + version.name(), version.life() + "." + version.number()).add(REVISION, 1);
  }

  static Change without(BotId bot, Stage stage, VariableName name) {
    return Change.of(Keys.variableIndex(bot, stage)).remove(VARIABLE + name).add(REVISION, 1);
  }
}
