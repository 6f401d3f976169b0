package dev.trainyard.error;

/** Hears of failures that nobody waits for, so that they are logged and counted. Thread-safe; returns at once. */
@FunctionalInterface
public interface FailureListener {

  /**
   * Something failed, and the work went on without it.
   *
   * @param what what was being done, such as {@code refresh bot kli}; no secrets
   * @param cause why it failed
   */
  void failed(String what, RuntimeException cause);
}
