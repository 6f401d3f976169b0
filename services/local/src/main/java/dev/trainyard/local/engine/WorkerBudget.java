package dev.trainyard.local.engine;

/** What all pools share: the room for workers, and who looks at the clock. Thread-safe. */
interface WorkerBudget {
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
