package dev.trainyard.contracts;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Many callers at the same moment. */
public final class Race {
  private static final long LONGEST_SECONDS = 120;

  private Race() {
  }

  /**
   * How one caller fared.
   *
   * @param <T> what a winner gets
   * @param value what it got
   * @param refusal why it got nothing
   */
  public record Finish<T>(Optional<T> value, Optional<TrainyardException> refusal) {
    /**
     * Whether it got through.
     *
     * @return true if nothing was thrown
     */
    public boolean won() {
      return refusal.isEmpty();
    }

    /**
     * Whether it was refused for one reason.
     *
     * @param code the reason
     * @return true for that reason alone
     */
    public boolean refused(ErrorCode code) {
      return refusal.map(thrown -> thrown.code() == code).orElse(false);
    }
  }

  /**
   * Lets callers go at once, each on a thread of its own. What is thrown but no refusal fails the test.
   *
   * @param <T> what a caller gets
   * @param callers how many
   * @param call what each does, by its number from 0
   * @return how they fared, by number
   */
  public static <T> List<Finish<T>> run(int callers, IntFunction<T> call) {
    CyclicBarrier start = new CyclicBarrier(callers);
    List<Finish<T>> finishes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Finish<T>>> running = new ArrayList<>();
      for (int number = 0; number < callers; number++) {
        int caller = number;
        running.add(threads.submit(() -> finish(start, call, caller)));
      }
      for (Future<Finish<T>> one : running) {
        finishes.add(one.get(LONGEST_SECONDS, TimeUnit.SECONDS));
      }
    } catch (InterruptedException | ExecutionException | TimeoutException broken) {
      throw new AssertionError("a caller did not finish", broken);
    }
    return finishes;
  }

  private static <T> Finish<T> finish(CyclicBarrier start, IntFunction<T> call, int caller)
      throws InterruptedException, BrokenBarrierException {
    start.await();
    try {
      return new Finish<>(Optional.ofNullable(call.apply(caller)), Optional.empty());
    } catch (TrainyardException refusal) {
      return new Finish<>(Optional.empty(), Optional.of(refusal));
    }
  }
}
