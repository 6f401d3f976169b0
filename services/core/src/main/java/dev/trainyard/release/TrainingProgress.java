package dev.trainyard.release;

import dev.trainyard.bot.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

  /** Says which nodes are to be published. */
  void planned(List<NodeName> nodes) {
    events.steps().plan(training.id(), nodes);
    training = training.progressed(0, nodes.size());
    renew();
  }

  /** Says that a node is being published. */
  void publishing(NodeName node) {
    events.steps().put(training.id(), node, NodeStep.State.PUBLISHING);
    events.publish(training);
  }

  /** Says that a node is published. */
  void published(NodeName node) {
    events.steps().put(training.id(), node, NodeStep.State.PUBLISHED);
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
    try {
      record(how.apply(training));
    } finally {
      events.steps().forget(training.id());
    }
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
