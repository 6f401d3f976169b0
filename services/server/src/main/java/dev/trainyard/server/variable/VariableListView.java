package dev.trainyard.server.variable;

import dev.trainyard.release.Stage;
import dev.trainyard.variable.UnknownVariable;
import dev.trainyard.variable.VariableList;
import dev.trainyard.variable.VariableValues;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * The variables of a bot.
 *
 * @param items by name
 * @param unknown names that nodes read and no variable has, by name
 * @param revision grows with every change of any of them
 */
@Serdeable
record VariableListView(List<VariableView> items, List<UnknownView> unknown, long revision) {

  /**
   * A name that nodes read and no variable has.
   *
   * @param name which
   * @param usedBy where it is read
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record UnknownView(String name, List<PlaceView> usedBy) {

    static UnknownView of(UnknownVariable unknown) {
      return new UnknownView(unknown.name().value(), unknown.places().stream()
          .map(place -> new PlaceView(place.node().value(), place.line())).toList());
    }
  }

  /**
   * Where a node's newest code reads a variable first.
   *
   * @param node which
   * @param line from 1
   */
  @Serdeable
  record PlaceView(String node, int line) {
  }

  static VariableListView of(VariableList list) {
    return of(list, list.items().stream().map(VariableView::of).toList());
  }

  static VariableListView of(VariableList list, Stage stage, VariableValues values) {
    return of(list, list.items().stream().map(item -> VariableView.of(item).revealing(stage,
        values.values().get(item.variable().name()))).toList());
  }

  private static VariableListView of(VariableList list, List<VariableView> items) {
    return new VariableListView(items, list.unknown().stream().map(UnknownView::of).toList(), list.revision());
  }
}
