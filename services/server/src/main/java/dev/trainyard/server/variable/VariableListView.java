package dev.trainyard.server.variable;

import dev.trainyard.release.Stage;
import dev.trainyard.variable.VariableList;
import dev.trainyard.variable.VariableValues;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The variables of a bot.
 *
 * @param items by name
 * @param revision grows with every change of any of them
 */
@Serdeable
@Schema(name = "VariableList")
record VariableListView(List<VariableView> items, long revision) {

  static VariableListView of(VariableList list) {
    return new VariableListView(list.items().stream().map(VariableView::of).toList(), list.revision());
  }

  static VariableListView of(VariableList list, Stage stage, VariableValues values) {
    return new VariableListView(list.items().stream().map(item -> VariableView.of(item).revealing(stage,
        values.values().get(item.variable().name()))).toList(), list.revision());
  }
}
