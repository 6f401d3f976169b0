package dev.trainyard.contracts.memory;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where scripted code waits: until a gate opens, its time is up, or the engine closes. Thread-safe. */
final class Gates {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<String> open = new HashSet<>();
  private boolean closed;

  /** How a wait ended. */
  enum Wake {
    OPENED, TIME_UP, CLOSED
  }

  void open(String gate) {
    lock.lock();
    try {
      open.add(gate);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  Wake await(String gate, Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = most.toNanos();
      while (!closed && !open.contains(gate) && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (closed) {
        return Wake.CLOSED;
      }
      return open.contains(gate) ? Wake.OPENED : Wake.TIME_UP;
    } finally {
      lock.unlock();
    }
  }
}
