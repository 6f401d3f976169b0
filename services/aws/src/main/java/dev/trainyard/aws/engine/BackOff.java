package dev.trainyard.aws.engine;

import java.time.Duration;

/** Ever longer pauses, until the time for it is over. Confined to a thread. */
final class BackOff {
  private final Patience patience;
  private final long end;
  private final Duration longest;
  private Duration next;

  /**
   * Begins now.
   *
   * @param first pause; each is twice the one before
   * @param longest pause
   * @param whole how long it may go on
   */
  BackOff(Patience patience, Duration first, Duration longest, Duration whole) {
    this.patience = patience;
    this.end = patience.nanos() + whole.toNanos();
    this.longest = longest;
    this.next = first;
  }

  /** What is left of the time; negative when it is over. */
  Duration left() {
    return Duration.ofNanos(end - patience.nanos());
  }

  /**
   * Pauses, but not beyond the end.
   *
   * @return false, without a pause, when the time is over
   */
  boolean pause() throws InterruptedException {
    Duration left = left();
    if (!left.isPositive()) {
      return false;
    }
    patience.pause(left.compareTo(next) < 0 ? left : next);
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
    return true;
  }
}
