package dev.trainyard.turn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The turns that wait to be written, bounded by number and by memory. Thread-safe. */
final class WaitingTurns {
  /** More than are filled while a batch is collected and written at 9,000 turns a second: 4 MB. */
  private static final int MOST_SPARE = 32;

  private final int mostTurns;
  private final long mostBytes;
  private final Deque<TurnBundle> bundles = new ArrayDeque<>();
  private final Deque<TurnBundle> spare = new ArrayDeque<>();
  private int turns;
  private long bytes;
  private boolean closed;

  WaitingTurns(int mostTurns, long mostBytes) {
    this.mostTurns = mostTurns;
    this.mostBytes = mostBytes;
  }

  /** Adds a turn; false if there is no room for it, or no more are taken. */
  synchronized boolean offer(FinishedTurn turn) {
    if (closed || turns == mostTurns || bytes + turn.weight() > mostBytes) {
      return false;
    }
    if (bundles.isEmpty() || bundles.getLast().isFull()) {
      bundles.add(spare.isEmpty() ? new TurnBundle() : spare.removeLast());
    }
    bytes += bundles.getLast().add(turn);
    turns++;
    return true;
  }

  /**
   * Takes the oldest.
   *
   * @param most how many turns, at the most; at least as many as a bundle holds
   * @return bundles to be {@linkplain #giveBack given back}; none if no turn waits
   */
  synchronized List<TurnBundle> take(int most) {
    List<TurnBundle> taken = new ArrayList<>();
    int count = 0;
    while (!bundles.isEmpty() && count + bundles.getFirst().turns().size() <= most) {
      TurnBundle bundle = bundles.removeFirst();
      count += bundle.turns().size();
      bytes -= bundle.weight();
      taken.add(bundle);
    }
    turns -= count;
    return taken;
  }

  /** Gives back what was taken, to be used again. */
  synchronized void giveBack(List<TurnBundle> taken) {
    for (TurnBundle bundle : taken) {
      if (spare.size() < MOST_SPARE) {
        bundle.clear();
        spare.add(bundle);
      }
    }
  }

  /** Lets no more in; what waits can be taken. */
  synchronized void close() {
    closed = true;
  }

  synchronized int size() {
    return turns;
  }
}
