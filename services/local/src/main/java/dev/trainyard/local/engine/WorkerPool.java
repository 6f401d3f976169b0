package dev.trainyard.local.engine;

import dev.trainyard.engine.Invocation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one key, and the line of invocations before them: first come, first served. A worker is made when
 * waiting for one costs more than making one: at once where invocations are known to take long, else when there is
 * waiting at every look; above the warm number only after long waiting. Thread-safe: the lock guards line, idle workers
 * and counts; nothing blocks or calls back into a worker's connection while it is held.
 */
final class WorkerPool implements Ticker.Watched {
  private static final long WORTH_A_WORKER = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int OFTEN = 2;
  private static final long LONG_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  private final WorkerKey key;
  private final Bounds bounds;
  private final Budget budget;
  private final Starting starting;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private final Deque<Member> idle = new ArrayDeque<>();
  private int size;
  private int beingMade;
  private int looksInARow;
  private int memoryPerWorker;
  private volatile long usualNanos;
  private boolean closed;
  private long lastGrowth = System.nanoTime() - LONG_WAIT;
  private volatile long lastUse = System.nanoTime();

  /** How large a pool gets: at once, after waiting, and how many may wait. */
  record Bounds(int warm, int most, int queue) {
  }

  /** A worker, as its pool sees it. */
  interface Member {
    /** Lets an idle worker work, be it on this thread: there may be work. Must not block. */
    void work();

    /** Wakes an idle worker: it shall end. */
    void end();

    /** Whether its process has ended while it was idle. */
    boolean hasEnded();

    /** What it uses of the memory that workers share. */
    int memoryKilobytes();
  }

  /** What all pools share. */
  interface Budget {
    /**
     * Takes room for one more worker.
     *
     * @param pool which grows
     * @param first whether the pool has none
     * @return whether there was room
     */
    boolean take(WorkerPool pool, boolean first);

    /** Gives room back. */
    void giveBack(WorkerPool pool);

    /** Says that turns wait, so that somebody looks at the clock. */
    void waitingIn(WorkerPool pool);
  }

  /** Starts a worker, which calls {@link #ready} when it can work. Does not wait for it. */
  interface Starting {
    void start(WorkerPool pool);
  }

  WorkerPool(WorkerKey key, Bounds bounds, Budget budget, Starting starting) {
    this.key = key;
    this.bounds = bounds;
    this.budget = budget;
    this.starting = starting;
  }

  WorkerKey key() {
    return key;
  }

  long lastUse() {
    return lastUse;
  }

  /** Lets an invocation stand in line; its outcome is told in any case. */
  void submit(Turn turn) {
    @Nullable
    Member free;
    boolean grows = false;
    lastUse = turn.submitted();
    lock.lock();
    try {
      if (closed) {
        turn.refuse(Turn.unavailable("The engine is closed, or the version is retired."));
        return;
      }
      free = idle.pollFirst();
      if (free == null) {
        grows = growsAtOnce() && grow();
        if (!grows && waiting.size() >= bounds.queue()) {
          turn.refuse(Turn.overloaded());
          return;
        }
      }
      waiting.addLast(turn);
    } finally {
      lock.unlock();
    }
    follow(free, grows);
  }

  private void follow(@Nullable Member free, boolean grows) {
    if (free != null) {
      free.work();
    } else {
      if (grows) {
        starting.start(this);
      }
      budget.waitingIn(this);
    }
  }

  private boolean growsAtOnce() {
    int inLine = waiting.size() + 1;
    return size == 0
        || (size < bounds.warm() && inLine > beingMade && usualNanos * inLine / size > WORTH_A_WORKER);
  }

  private boolean grow() {
    boolean grown = budget.take(this, size == 0);
    if (grown) {
      size++;
      beingMade++;
      lastGrowth = System.nanoTime();
    }
    return grown;
  }

  /** Puts an invocation that surely did not run back to the head of the line. */
  void putBack(Turn turn) {
    @Nullable
    Member free;
    lock.lock();
    try {
      waiting.addFirst(turn);
      free = idle.pollFirst();
    } finally {
      lock.unlock();
    }
    follow(free, false);
  }

  /**
   * Says that a worker is free.
   *
   * @return true if there is work; else the worker counts as idle until it is woken, be it to end
   */
  boolean ready(Member worker) {
    lock.lock();
    try {
      if (!waiting.isEmpty()) {
        return true;
      }
      memoryPerWorker = worker.memoryKilobytes();
      if (closed) {
        worker.end();
      } else {
        idle.addFirst(worker);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The next invocation in line, claimed; null if there is none. */
  @Nullable
  Turn next() {
    lock.lock();
    try {
      Turn turn = waiting.pollFirst();
      while (turn != null && !turn.claim()) {
        turn = waiting.pollFirst();
      }
      return turn;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a worker out of the idle ones; false if somebody has it already, who will wake it. */
  boolean leave(Member worker) {
    lock.lock();
    try {
      return idle.remove(worker);
    } finally {
      lock.unlock();
    }
  }

  /** A worker has been made. */
  void made() {
    lock.lock();
    try {
      beingMade--;
    } finally {
      lock.unlock();
    }
  }

  /** Learns how long invocations take. */
  void served(long nanos) {
    long usual = usualNanos;
    usualNanos = usual + (nanos - usual) / 8;
  }

  /** A worker has ended. Those in line get another. */
  void ended(Member worker) {
    boolean grows;
    lock.lock();
    try {
      size--;
      idle.remove(worker);
      budget.giveBack(this);
      grows = !closed && waiting.size() > size && grow();
    } finally {
      lock.unlock();
    }
    if (grows) {
      starting.start(this);
    }
  }

  /** A worker could not be made. When there is none at all, nobody in line will be served. */
  void failed(String reason) {
    lock.lock();
    try {
      size--;
      beingMade--;
      budget.giveBack(this);
      if (size == 0) {
        refuseAll(Turn.unavailable(reason));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean tick(long now) {
    boolean grows;
    boolean more;
    lock.lock();
    try {
      Iterator<Turn> line = waiting.iterator();
      while (line.hasNext()) {
        if (line.next().expire(now)) {
          line.remove();
        }
      }
      Turn head = waiting.peekFirst();
      more = head != null;
      looksInARow = head == null ? 0 : looksInARow + 1;
      grows = head != null && idle.isEmpty() && waiting.size() > beingMade && size < bounds.most()
          && growthIsDue(now, now - head.submitted()) && grow();
    } finally {
      lock.unlock();
    }
    if (grows) {
      starting.start(this);
    }
    return more;
  }

  private boolean growthIsDue(long now, long waited) {
    return size < bounds.warm()
        ? size == 0 || looksInARow >= OFTEN
        : waited > LONG_WAIT && now - lastGrowth > LONG_WAIT;
  }

  /** Ends the worker that has been idle for longest, but the last only if told to; false if there is none to end. */
  boolean endOne(boolean alsoLast) {
    @Nullable
    Member victim = null;
    lock.lock();
    try {
      if (alsoLast || size > 1) {
        victim = idle.pollLast();
      }
    } finally {
      lock.unlock();
    }
    if (victim != null) {
      victim.end();
    }
    return victim != null;
  }

  /** Ends idle workers whose processes have gone. */
  void endDead() {
    Member[] asleep;
    lock.lock();
    try {
      asleep = idle.toArray(Member[]::new);
    } finally {
      lock.unlock();
    }
    for (Member member : asleep) {
      boolean taken;
      lock.lock();
      try {
        taken = idle.remove(member);
      } finally {
        lock.unlock();
      }
      if (taken && (member.hasEnded() || !putToSleepAgain(member))) {
        member.end();
      }
    }
  }

  private boolean putToSleepAgain(Member member) {
    lock.lock();
    try {
      if (!closed && waiting.isEmpty()) {
        idle.addLast(member);
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the pool: idle workers at once, others after their invocation; nobody in line is served. */
  void close(Invocation why) {
    Member[] asleep;
    lock.lock();
    try {
      closed = true;
      asleep = idle.toArray(Member[]::new);
      idle.clear();
      refuseAll(why);
    } finally {
      lock.unlock();
    }
    for (Member member : asleep) {
      member.end();
    }
  }

  private void refuseAll(Invocation why) {
    for (Turn turn : waiting) {
      turn.refuse(why);
    }
    waiting.clear();
  }

  /** What all its workers use; those at work are taken for what they used last. */
  long memoryKilobytes() {
    lock.lock();
    try {
      return (long) size * memoryPerWorker;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the pool if there is nothing in it; false if there is. */
  boolean closeIfEmpty() {
    lock.lock();
    try {
      closed |= size == 0 && waiting.isEmpty();
      return closed;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
