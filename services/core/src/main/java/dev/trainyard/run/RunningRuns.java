package dev.trainyard.run;

import dev.trainyard.bot.BotName;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are going on, so that they can be stopped. Thread-safe.
 *
 * <p>
 * A run is interrupted only while it is inside the part that knows what to do with an interrupt, and an interrupt that
 * comes too late is taken back before that part is left: none leaks into what the thread does next.
 */
final class RunningRuns {
  private final Map<Key, Running> running = new ConcurrentHashMap<>();
  private final Semaphore places;

  /**
   * No runs.
   *
   * @param most how many may go on at once
   */
  RunningRuns(int most) {
    this.places = new Semaphore(most);
  }

  /**
   * Enters a run.
   *
   * @param bot whose
   * @param id its id
   * @return what the run goes on in; to be closed by the thread that entered it
   * @throws TrainyardException {@code conflict} if a run of that id goes on, {@code overloaded} if too many do
   */
  Running enter(BotName bot, RunId id) {
    if (!places.tryAcquire()) {
      throw new TrainyardException(ErrorCode.OVERLOADED, "Too many runs go on at once. Try again in 1 s.",
          Map.of("retry_after_seconds", 1L, "ran", "no"));
    }
    Running entered = new Running(new Key(bot, id));
    if (running.putIfAbsent(entered.key, entered) != null) {
      places.release();
      throw new TrainyardException(ErrorCode.CONFLICT,
          "A run with the id %s goes on; stop it, or choose another id.".formatted(id));
    }
    return entered;
  }

  /**
   * Stops a run.
   *
   * @param bot whose
   * @param id its id
   * @return whether such a run went on
   */
  boolean stop(BotName bot, RunId id) {
    Running found = running.get(new Key(bot, id));
    return found != null && found.stop();
  }

  private record Key(BotName bot, RunId id) {
  }

  /** A run that goes on. All its state is guarded by itself. */
  final class Running implements AutoCloseable {
    private final Key key;
    private @Nullable Thread interruptible;
    private boolean stopped;
    private boolean over;

    private Running(Key key) {
      this.key = key;
    }

    /**
     * Does what an interrupt stops.
     *
     * @param <T> what it gives
     * @param work ends soon when its thread is interrupted
     * @param instead of it, if the run was stopped already
     * @return what it gave
     */
    <T> T interruptibly(Supplier<T> work, Supplier<T> instead) {
      synchronized (this) {
        if (stopped) {
          return instead.get();
        }
        interruptible = Thread.currentThread();
      }
      try {
        return work.get();
      } finally {
        synchronized (this) {
          interruptible = null;
          over = true;
          if (stopped) {
            Thread.interrupted();
          }
        }
      }
    }

    private synchronized boolean stop() {
      if (over) {
        return false;
      }
      if (!stopped) {
        stopped = true;
        if (interruptible != null) {
          interruptible.interrupt();
        }
      }
      return true;
    }

    @Override
    public void close() {
      synchronized (this) {
        over = true;
      }
      running.remove(key, this);
      places.release();
    }
  }
}
