package dev.trainyard.release;

import java.time.Duration;

/**
 * How trainings work.
 *
 * @param parallelPublishes how many nodes of one training are published at once
 * @param mostTrainings how many trainings run at once on this server; more are turned away
 * @param lease after how long without a sign of life others take a training for dead
 * @param progressEvery how often progress is recorded at the most
 * @param keptReleases how many of a bot's newest releases are kept, besides those that a stage can be rolled back to
 */
public record TrainingSettings(int parallelPublishes, int mostTrainings, Duration lease, Duration progressEvery,
    int keptReleases) {
  /** What serves where nothing is set. */
  public static final TrainingSettings DEFAULT = new TrainingSettings(4, 8, Duration.ofSeconds(30),
      Duration.ofMillis(200), 20);

  public TrainingSettings {
    if (parallelPublishes < 1 || parallelPublishes > 64 || mostTrainings < 1 || keptReleases < 1) {
      throw new IllegalArgumentException("1 to 64 publishes at once, at least one training and one kept release");
    }
    if (lease.compareTo(Duration.ofSeconds(1)) < 0 || progressEvery.isNegative()
        || progressEvery.compareTo(lease.dividedBy(3)) > 0) {
      throw new IllegalArgumentException("a lease of at least a second, and progress three times within it");
    }
  }
}
