package dev.trainyard.server.status;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The services that the server stands on. They are asked when somebody wants to know, at most every few seconds and one
 * question at a time, and nobody is kept waiting for an answer that does not come. Thread-safe.
 */
public final class Services {
  /** Of a server that stands on nothing but its machine. */
  public static final Services NONE = asking(List::of);
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMillis(1500);

  private final Supplier<List<ServiceState>> ask;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  // What follows is guarded by the lock.
  private CompletableFuture<List<ServiceState>> latest = CompletableFuture.completedFuture(List.of());
  private long asked;
  private boolean wasAsked;

  Services(Supplier<List<ServiceState>> ask, LongSupplier nanos) {
    this.ask = ask;
    this.nanos = nanos;
  }

  /**
   * Services that are asked by somebody.
   *
   * @param ask asks them all; may take long, and may fail
   * @return nothing was asked yet
   */
  public static Services asking(Supplier<List<ServiceState>> ask) {
    return new Services(ask, System::nanoTime);
  }

  /**
   * How the services were a few seconds ago.
   *
   * @return one state a service; one for all of them if there was no answer in time
   */
  public List<ServiceState> states() {
    try {
      return current().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException silent) {
      return List.of(new ServiceState("AWS", false,
          "The services did not answer within %d ms; check the network.".formatted(LONGEST.toMillis())));
    } catch (ExecutionException failed) {
      return List.of(new ServiceState("AWS", false, "The services could not be asked; the server's log says more."));
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private CompletableFuture<List<ServiceState>> current() {
    lock.lock();
    try {
      boolean stale = !wasAsked || (latest.isDone() && nanos.getAsLong() - asked >= FRESH.toNanos());
      if (stale) {
        CompletableFuture<List<ServiceState>> next = new CompletableFuture<>();
        latest = next;
        asked = nanos.getAsLong();
        wasAsked = true;
        Thread.ofVirtual().name("services").start(() -> next.completeAsync(ask, Runnable::run));
      }
      return latest;
    } finally {
      lock.unlock();
    }
  }
}
