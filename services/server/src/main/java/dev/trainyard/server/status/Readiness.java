package dev.trainyard.server.status;

import jakarta.inject.Singleton;

/** Whether the server has finished its start. Thread-safe. */
@Singleton
public final class Readiness {
  private volatile boolean ready;

  /**
   * Whether the start is over.
   *
   * @return true from then on
   */
  public boolean ready() {
    return ready;
  }

  /** The start is over. */
  public void reached() {
    ready = true;
  }
}
