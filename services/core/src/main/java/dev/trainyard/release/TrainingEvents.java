package dev.trainyard.release;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings the progress of this server's trainings to those who watch. Each watcher holds the latest state alone, so a
 * slow one costs nothing. Thread-safe: the lock guards the watchers.
 */
public final class TrainingEvents {
  private final TrainingSteps steps = new TrainingSteps();
  private final int mostWatchers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TrainingId, List<TrainingWatch>> watchers = new HashMap<>();
  private int watching;

  /**
   * No watchers yet.
   *
   * @param mostWatchers how many may watch at once
   */
  public TrainingEvents(int mostWatchers) {
    this.mostWatchers = mostWatchers;
  }

  /** How far the trainings of this server are with their nodes. */
  TrainingSteps steps() {
    return steps;
  }

  /** Tells the watchers of a training its state. Never waits for them. */
  void publish(Training training) {
    lock.lock();
    try {
      watchers.getOrDefault(training.id(), List.of()).forEach(watch -> watch.offer(training));
    } finally {
      lock.unlock();
    }
  }

  void add(TrainingId id, TrainingWatch watch) {
    lock.lock();
    try {
      if (watching >= mostWatchers) {
        throw new TrainyardException(ErrorCode.OVERLOADED, "Too many watch trainings; ask for the training instead.",
            Map.of("retry_after_seconds", 5));
      }
      watchers.computeIfAbsent(id, _ -> new ArrayList<>()).add(watch);
      watching++;
    } finally {
      lock.unlock();
    }
  }

  void remove(TrainingId id, TrainingWatch watch) {
    lock.lock();
    try {
      List<TrainingWatch> present = Optional.ofNullable(watchers.get(id)).orElse(List.of());
      if (present.contains(watch)) {
        present.remove(watch);
        watching--;
        if (present.isEmpty()) {
          watchers.remove(id);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
