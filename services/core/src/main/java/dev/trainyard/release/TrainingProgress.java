package dev.trainyard.release;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * A running training's record: keeps its lease, and writes down its progress, though not more often than it should.
 * Confined to the training's thread.
 */
final class TrainingProgress {
  private final TrainingStore store;
  private final TrainingEvents events;
  private final TrainingSettings settings;
  private final InstantSource clock;
  private Training training;
  private Instant recordedAt;

  TrainingProgress(Training begun, TrainingStore store, TrainingEvents events, TrainingSettings settings,
      InstantSource clock) {
    this.training = begun;
    this.store = store;
    this.events = events;
    this.settings = settings;
    this.clock = clock;
    this.recordedAt = begun.startedAt();
  }

  Training training() {
    return training;
  }

  /** Says how many nodes are to be published. */
  void planned(int of) {
    training = training.progressed(0, of);
    renew();
  }

  /** Says that one node more is published. */
  void published() {
    training = training.progressed(training.done() + 1, training.of());
    events.publish(training);
    if (isOlder(settings.progressEvery())) {
      renew();
    }
  }

  /** Keeps the lease, if it is time to. */
  void alive() {
    if (isOlder(settings.lease().dividedBy(3))) {
      renew();
    }
  }

  /**
   * Records how far the training is, and keeps the lease.
   *
   * @throws dev.trainyard.error.TrainyardException {@code conflict} if others took the training for dead
   */
  void renew() {
    record(training);
  }

  /** Ends the training. */
  void end(UnaryOperator<Training> how) {
    record(how.apply(training));
  }

  private boolean isOlder(Duration age) {
    return !clock.instant().isBefore(recordedAt.plus(age));
  }

  private void record(Training next) {
    recordedAt = clock.instant();
    store.update(next, recordedAt.plus(settings.lease()));
    training = next;
    events.publish(next);
  }
}
