package dev.trainyard.contracts.usecase;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Keeps the tasks that are handed over until a test runs them; what those hand over runs at once. For one thread. */
final class HeldTasks implements Executor {
  private final Deque<Runnable> held = new ArrayDeque<>();
  private boolean running;

  @Override
  public void execute(Runnable task) {
    if (running) {
      task.run();
    } else {
      held.addLast(task);
    }
  }

  /** Runs the task that has waited longest. */
  void runFirst() {
    run(held.removeFirst());
  }

  /** Runs the task that came last. */
  void runLast() {
    run(held.removeLast());
  }

  private void run(Runnable task) {
    running = true;
    try {
      task.run();
    } finally {
      running = false;
    }
  }
}
