package dev.trainyard.release;

import dev.trainyard.bot.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far the running trainings of this server are, node by node. Kept in memory alone: it is for those who watch, and
 * what must outlive the server is in the training's record. Thread-safe: the lock guards the steps.
 */
final class TrainingSteps {
  /** Of more nodes than this, only those are told that are being published. */
  static final int MOST_TOLD = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final SortedMap<TrainingId, SortedMap<NodeName, NodeStep.State>> steps = new TreeMap<>(
      (first, second) -> first.value().compareTo(second.value()));

  void plan(TrainingId training, List<NodeName> nodes) {
    SortedMap<NodeName, NodeStep.State> planned = new TreeMap<>();
    nodes.forEach(node -> planned.put(node, NodeStep.State.WAITING));
    lock.lock();
    try {
      steps.put(training, planned);
    } finally {
      lock.unlock();
    }
  }

  void put(TrainingId training, NodeName node, NodeStep.State state) {
    lock.lock();
    try {
      steps.getOrDefault(training, new TreeMap<>()).put(node, state);
    } finally {
      lock.unlock();
    }
  }

  void forget(TrainingId training) {
    lock.lock();
    try {
      steps.remove(training);
    } finally {
      lock.unlock();
    }
  }

  List<NodeStep> of(TrainingId training) {
    lock.lock();
    try {
      SortedMap<NodeName, NodeStep.State> known = steps.getOrDefault(training, new TreeMap<>());
      boolean all = known.size() <= MOST_TOLD;
      List<NodeStep> told = new ArrayList<>();
      known.forEach((node, state) -> {
        if (all || state == NodeStep.State.PUBLISHING) {
          told.add(new NodeStep(node, state));
        }
      });
      return told;
    } finally {
      lock.unlock();
    }
  }
}
