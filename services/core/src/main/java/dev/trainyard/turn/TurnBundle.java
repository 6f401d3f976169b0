package dev.trainyard.turn;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Some turns that wait, with their texts in one array that is used again and again: what grows old is not copied at
 * each collection of young objects, which holds up all turns for as long as it takes. Not thread-safe.
 */
final class TurnBundle {
  private static final int ROOM = 128 * 1024;
  /** Even of turns without texts: so a bundle never takes much more memory than its turns weigh. */
  private static final int MOST_TURNS = 200;
  /** What is longer keeps the array that it has. */
  private static final int LONGEST = 16 * 1024;

  private final ByteBuffer room = ByteBuffer.allocate(ROOM);
  private final List<WaitingTurn> turns = new ArrayList<>();

  /** Adds a turn and tells its weight. */
  long add(FinishedTurn turn) {
    WaitingTurn waiting = turn.waiting(this::keep);
    turns.add(waiting);
    return waiting.weight();
  }

  private TurnText keep(TurnText text) {
    if (text.size() > LONGEST || text.size() > room.remaining()) {
      return text;
    }
    int from = room.position();
    text.write(room);
    return TurnText.of(room.array(), from, text.size());
  }

  boolean isFull() {
    return turns.size() == MOST_TURNS || room.remaining() < LONGEST;
  }

  /** The turns, good until {@link #clear}. */
  List<WaitingTurn> turns() {
    return turns;
  }

  long weight() {
    return turns.stream().mapToLong(WaitingTurn::weight).sum();
  }

  /** Begins anew: the texts of all its turns are gone, but for those that {@link WaitingTurn#toRecord} gave. */
  void clear() {
    turns.clear();
    room.clear();
  }
}
