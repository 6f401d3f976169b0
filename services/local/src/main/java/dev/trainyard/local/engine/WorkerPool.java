package dev.trainyard.local.engine;

import dev.trainyard.engine.Invocation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one key, and the line of invocations before them. Who worked last works next, and who has been idle
 * for longest ends first. Thread-safe: the lock guards line, idle workers and size; nothing blocks or calls back into a
 * worker's connection while it is held.
 */
final class WorkerPool implements Ticker.Watched {
  private final WorkerKey key;
  private final WorkerBudget budget;
  private final Starting starting;
  private final ReentrantLock lock = new ReentrantLock();
  private final Line line;
  private final PoolSize size;
  private final Deque<Member> idle = new ArrayDeque<>();
  private int memoryPerWorker;
  private boolean closed;
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

  /** Starts a worker, which calls {@link #ready} when it can work. Does not wait for it. */
  interface Starting {
    void start(WorkerPool pool);
  }

  WorkerPool(WorkerKey key, Bounds bounds, WorkerBudget budget, Starting starting) {
    this.key = key;
    this.budget = budget;
    this.starting = starting;
    this.line = new Line(bounds.queue());
    this.size = new PoolSize(this, bounds, budget);
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
        grows = size.growAtOnce(line.length());
        if (!grows && line.isFull()) {
          turn.refuse(Turn.overloaded());
          return;
        }
      }
      line.add(turn);
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

  /** Puts an invocation that surely did not run back to the head of the line. */
  void putBack(Turn turn) {
    @Nullable
    Member free;
    lock.lock();
    try {
      line.putBack(turn);
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
      if (!line.isEmpty()) {
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
      return line.next();
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
      size.made();
    } finally {
      lock.unlock();
    }
  }

  /** Learns how long invocations take. */
  void served(long nanos) {
    size.served(nanos);
  }

  /** A worker has ended. Those in line get another. */
  void ended(Member worker) {
    boolean grows;
    lock.lock();
    try {
      idle.remove(worker);
      size.ended();
      grows = !closed && line.length() > size.size() && size.grow();
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
      size.failed();
      if (size.size() == 0) {
        line.refuse(Turn.unavailable(reason));
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
      line.expire(now);
      Turn head = line.head();
      more = head != null;
      if (head == null) {
        size.nobodyWaits();
      }
      grows = head != null && size.growAfter(now, now - head.submitted(), line.length(), !idle.isEmpty());
    } finally {
      lock.unlock();
    }
    if (grows) {
      starting.start(this);
    }
    return more;
  }

  /** Ends the worker that has been idle for longest, but the last only if told to; false if there is none to end. */
  boolean endOne(boolean alsoLast) {
    @Nullable
    Member victim = null;
    lock.lock();
    try {
      if (alsoLast || size.size() > 1) {
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
      if (leave(member)) {
        if (member.hasEnded()) {
          member.end();
        } else {
          putAway(member);
        }
      }
    }
  }

  /** Makes a worker that was looked at an idle one again, the first to end; or lets it work, if work has come. */
  private void putAway(Member member) {
    boolean works;
    boolean ends;
    lock.lock();
    try {
      ends = closed;
      works = !closed && !line.isEmpty();
      if (!ends && !works) {
        idle.addLast(member);
      }
    } finally {
      lock.unlock();
    }
    if (ends) {
      member.end();
    } else if (works) {
      member.work();
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
      line.refuse(why);
    } finally {
      lock.unlock();
    }
    for (Member member : asleep) {
      member.end();
    }
  }

  /** What all its workers use; those at work are taken for what they used last. */
  long memoryKilobytes() {
    lock.lock();
    try {
      return (long) size.size() * memoryPerWorker;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the pool if there is nothing in it; false if there is. */
  boolean closeIfEmpty() {
    lock.lock();
    try {
      closed |= size.size() == 0 && line.isEmpty();
      return closed;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return size.size();
    } finally {
      lock.unlock();
    }
  }
}
