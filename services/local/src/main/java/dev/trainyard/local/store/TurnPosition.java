package dev.trainyard.local.store;

import dev.trainyard.page.Cursors;
import dev.trainyard.turn.TurnRecord;
import java.util.Comparator;

/**
 * Where a turn stands in a list: the latest first, and of one moment the greatest id.
 *
 * @param at as stored
 * @param id of the turn
 */
record TurnPosition(long at, String id) implements Comparable<TurnPosition> {
  private static final Comparator<TurnPosition> LATEST_FIRST = Comparator.comparingLong(TurnPosition::at)
      .thenComparing(TurnPosition::id).reversed();

  static TurnPosition of(TurnRecord turn) {
    return new TurnPosition(StoredInstant.write(turn.at()), turn.id());
  }

  /** Reads what a cursor holds. */
  static TurnPosition parse(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      throw Cursors.unreadable();
    }
    try {
      return new TurnPosition(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
    } catch (NumberFormatException _) {
      throw Cursors.unreadable();
    }
  }

  String text() {
    return at + " " + id;
  }

  @Override
  public int compareTo(TurnPosition other) {
    return LATEST_FIRST.compare(this, other);
  }
}
