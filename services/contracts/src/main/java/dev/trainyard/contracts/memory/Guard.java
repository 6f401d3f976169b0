package dev.trainyard.contracts.memory;

import dev.trainyard.contracts.memory.CallHook.Moment;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The one lock of a set of in-memory stores, and the hook around it. Thread-safe. */
final class Guard {
  private final ReentrantLock lock = new ReentrantLock();
  private volatile CallHook hook = CallHook.NONE;

  void hook(CallHook next) {
    hook = next;
  }

  /** Everything that reads or writes the maps of a store runs in here, one call after the other. */
  <T> T call(String operation, Supplier<T> work) {
    hook.at(operation, Moment.BEFORE);
    T result;
    lock.lock();
    try {
      result = work.get();
    } finally {
      lock.unlock();
    }
    hook.at(operation, Moment.AFTER);
    return result;
  }

  void run(String operation, Runnable work) {
    call(operation, () -> {
      work.run();
      return true;
    });
  }
}
