package dev.trainyard.local.engine;

import dev.trainyard.engine.Invocation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The invocations that wait for a worker of one pool: first come, first served. Not thread-safe: its pool's lock guards
 * it.
 */
final class Line {
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private final int most;

  /** An empty line, in which so many may wait. */
  Line(int most) {
    this.most = most;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean isFull() {
    return waiting.size() >= most;
  }

  int length() {
    return waiting.size();
  }

  /** Puts one to the end. */
  void add(Turn turn) {
    waiting.addLast(turn);
  }

  /** Puts one that was next before back to the head, be the line full or not. */
  void putBack(Turn turn) {
    waiting.addFirst(turn);
  }

  /** Who has waited for longest; null if nobody waits. */
  @Nullable
  Turn head() {
    return waiting.peekFirst();
  }

  /** Takes out who is next, claimed; null if there is none. */
  @Nullable
  Turn next() {
    Turn turn = waiting.pollFirst();
    while (turn != null && !turn.claim()) {
      turn = waiting.pollFirst();
    }
    return turn;
  }

  /** Turns away who has waited for too long. */
  void expire(long now) {
    Iterator<Turn> line = waiting.iterator();
    while (line.hasNext()) {
      if (line.next().expire(now)) {
        line.remove();
      }
    }
  }

  /** Turns all away. */
  void refuse(Invocation why) {
    for (Turn turn : waiting) {
      turn.refuse(why);
    }
    waiting.clear();
  }
}
