package dev.trainyard.server.turn;

import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts the turns that are taken in front of the router, which does not know of them, so that the server ends only
 * when they are answered. Thread-safe: its fields are guarded by itself, but that it ends, which is read without.
 */
@Singleton
final class TurnsInFlight implements GracefulShutdownCapable {
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private long running;
  private volatile boolean ending;

  synchronized void begun() {
    running++;
  }

  synchronized void ended() {
    running--;
    tellIfOver();
  }

  /** Whether the server has been told to end: then no connection is kept for another request. */
  boolean isEnding() {
    return ending;
  }

  @Override
  public synchronized CompletionStage<?> shutdownGracefully() {
    ending = true;
    tellIfOver();
    return over;
  }

  @Override
  public synchronized OptionalLong reportActiveTasks() {
    return OptionalLong.of(running);
  }

  private void tellIfOver() {
    if (ending && running == 0) {
      over.complete(null);
    }
  }
}
