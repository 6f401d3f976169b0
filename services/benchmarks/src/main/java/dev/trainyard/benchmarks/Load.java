package dev.trainyard.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Callers that call as fast as they are answered, each on a thread and a connection of its own, for a fixed time.
 */
final class Load {
  private Load() {
  }

  /** What came of it: calls per second, and how long a call took. */
  record Result(double rate, Histogram nanos) {
    double millis(double percentile) {
      return nanos.getValueAtPercentile(percentile) / 1e6;
    }
  }

  /** What one caller does again and again. */
  interface Call extends AutoCloseable {
    void run(long turn) throws IOException;

    @Override
    void close() throws IOException;
  }

  static Result run(int callers, Duration time, IntFunction<Call> calls) throws InterruptedException {
    Histogram all = new Histogram(3);
    CountDownLatch ready = new CountDownLatch(callers);
    CountDownLatch go = new CountDownLatch(1);
    long[] span = new long[2];
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Future<Histogram>> futures = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        Call call = calls.apply(caller);
        futures.add(threads.submit(() -> one(call, ready, go, time)));
      }
      ready.await();
      span[0] = System.nanoTime();
      go.countDown();
      for (Future<Histogram> future : futures) {
        all.add(future.get());
      }
      span[1] = System.nanoTime();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    }
    return new Result(all.getTotalCount() * 1e9 / (span[1] - span[0]), all);
  }

  private static Histogram one(Call call, CountDownLatch ready, CountDownLatch go, Duration time)
      throws InterruptedException {
    Histogram histogram = new Histogram(3);
    ready.countDown();
    go.await();
    long end = System.nanoTime() + time.toNanos();
    try (call) {
      long before = System.nanoTime();
      for (long turn = 0; before < end; turn++) {
        call.run(turn);
        long after = System.nanoTime();
        histogram.recordValue(after - before);
        before = after;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return histogram;
  }
}
