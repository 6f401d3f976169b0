package dev.trainyard.turn;

import dev.trainyard.error.FailureListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes turns to the log in batches, on a thread of its own, behind a queue that is bounded by number and by memory.
 * Thread-safe: any number of threads record while one writes. What does not fit, and what the log refuses
 * {@value #ATTEMPTS} times, is dropped and counted.
 */
public final class BatchingTurnRecorder implements TurnRecorder, AutoCloseable {
  private static final int LARGEST_BATCH = 1000;
  private static final int ATTEMPTS = 3;

  private final TurnLog log;
  private final Settings settings;
  private final FailureListener failures;
  private final WaitingTurns waiting;
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread writer;

  /**
   * What the recorder may use.
   *
   * @param mostTurns how many turns may wait to be written
   * @param mostBytes how much memory they may hold
   * @param interval how long a batch is collected: from one to the next; and the pause before a failed one is tried
   * again
   * @param lastWrite how long {@link #close} waits for what is still queued
   */
  public record Settings(int mostTurns, long mostBytes, Duration interval, Duration lastWrite) {
    /** Fit for one machine. */
    public static final Settings DEFAULT = new Settings(20_000, 32L * 1024 * 1024, Duration.ofMillis(50),
        Duration.ofSeconds(5));
  }

  /**
   * A recorder that does not write yet.
   *
   * @param log where turns go
   * @param settings limits
   * @param failures hears of failed writes
   */
  public BatchingTurnRecorder(TurnLog log, Settings settings, FailureListener failures) {
    this.log = log;
    this.settings = settings;
    this.failures = failures;
    this.waiting = new WaitingTurns(settings.mostTurns(), settings.mostBytes());
    this.writer = Thread.ofPlatform().daemon().name("turn-log").unstarted(this::write);
  }

  /** Begins to write. Repeating it is fine. */
  public void start() {
    if (started.compareAndSet(false, true)) {
      writer.start();
    }
  }

  @Override
  public void record(FinishedTurn turn) {
    if (!waiting.offer(turn)) {
      dropped.incrementAndGet();
    }
  }

  /**
   * How many turns were dropped.
   *
   * @return since the start
   */
  public long dropped() {
    return dropped.get();
  }

  /**
   * How many turns were written.
   *
   * @return since the start
   */
  public long written() {
    return written.get();
  }

  /**
   * How many turns wait to be written.
   *
   * @return now
   */
  public int waiting() {
    return waiting.size();
  }

  /** Takes no more, writes what is queued, and ends; gives up after the time that the settings say. */
  @Override
  public void close() {
    waiting.close();
    closing.countDown();
    if (!started.get()) {
      return;
    }
    try {
      if (!writer.join(settings.lastWrite())) {
        dropped.addAndGet(waiting.size());
        writer.interrupt();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    List<TurnRecord> batch = List.of();
    try {
      boolean last;
      long begun = System.nanoTime();
      do {
        // What comes while a batch is written waits for the next: small ones would follow each other without end.
        last = closing.await(begun + settings.interval().toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
        begun = System.nanoTime();
        do {
          batch = records();
          write(batch);
          batch = List.of();
        } while (waiting.size() >= (last ? 1 : LARGEST_BATCH));
      } while (!last);
    } catch (InterruptedException stopped) {
      dropped.addAndGet(batch.size());
    }
  }

  private void write(List<TurnRecord> records) throws InterruptedException {
    if (records.isEmpty()) {
      return;
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        log.append(records);
        written.addAndGet(records.size());
        return;
      } catch (RuntimeException failure) {
        failures.failed("write the turn log", failure);
      }
      if (attempt < ATTEMPTS && closing.await(settings.interval().toNanos(), TimeUnit.NANOSECONDS)) {
        attempt = ATTEMPTS - 1;
      }
    }
    dropped.addAndGet(records.size());
  }

  /** The next batch; empty if no turn waits. */
  private List<TurnRecord> records() {
    List<TurnRecord> records = new ArrayList<>();
    List<TurnBundle> bundles = waiting.take(LARGEST_BATCH);
    for (TurnBundle bundle : bundles) {
      for (WaitingTurn turn : bundle.turns()) {
        try {
          records.add(turn.toRecord());
        } catch (RuntimeException failure) {
          dropped.incrementAndGet();
          failures.failed("prepare turn " + turn.whole().id() + " for the turn log", failure);
        }
      }
    }
    waiting.giveBack(bundles);
    return records;
  }
}
