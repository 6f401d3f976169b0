package dev.trainyard.release;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.TrainingPlan.PlannedNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Publishes the nodes of one training, a few at once. The training's thread hands them out and keeps the lease
 * meanwhile; each publish runs on the executor. Confined to the training's thread.
 */
final class Publishing {
  private final FunctionEngine engine;
  private final Executor executor;
  private final TrainingSettings settings;
  private final BlockingQueue<Attempt> finished;
  private final Map<NodeName, FunctionVersion> published = new HashMap<>();
  private Optional<RuntimeException> failure = Optional.empty();

  Publishing(FunctionEngine engine, Executor executor, TrainingSettings settings) {
    this.engine = engine;
    this.executor = executor;
    this.settings = settings;
    this.finished = new ArrayBlockingQueue<>(settings.parallelPublishes());
  }

  /** What came of one publish: a version or a failure. */
  private record Attempt(NodeName node, Optional<FunctionVersion> version, Optional<RuntimeException> failure) {
  }

  /**
   * Publishes nodes. After a failure no other is begun, and those under way are waited for.
   *
   * @return the versions, by node
   * @throws RuntimeException the first failure
   */
  Map<NodeName, FunctionVersion> publish(Bot bot, List<PlannedNode> nodes, TrainingProgress progress) {
    int next = 0;
    int running = 0;
    while (running > 0 || (next < nodes.size() && failure.isEmpty())) {
      while (running < settings.parallelPublishes() && next < nodes.size() && failure.isEmpty()) {
        running += begin(bot, nodes.get(next++), progress) ? 1 : 0;
      }
      if (running > 0 && collect(progress)) {
        running--;
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return published;
  }

  private boolean begin(Bot bot, PlannedNode node, TrainingProgress progress) {
    try {
      progress.publishing(node.draft().name());
      executor.execute(() -> finished.add(attempt(bot, node)));
      return true;
    } catch (RejectedExecutionException stopping) {
      failure = Optional
          .of(new TrainyardException(ErrorCode.OVERLOADED, "The server is stopping.", Map.of(), stopping));
      return false;
    }
  }

  private Attempt attempt(Bot bot, PlannedNode node) {
    NodeName name = node.draft().name();
    try {
      return new Attempt(name, Optional.of(engine.publish(node.function(bot), node.spec())), Optional.empty());
    } catch (TrainyardException refused) {
      return new Attempt(name, Optional.empty(), Optional.of(new TrainyardException(refused.code(),
          "Node %s could not be published: %s".formatted(name, refused.detail()), refused.members(), refused)));
    } catch (RuntimeException | Error broken) {
      return new Attempt(name, Optional.empty(),
          Optional.of(new IllegalStateException("publishing node " + name + " failed", broken)));
    }
  }

  /** Takes one result, or keeps the lease if none comes for a third of it. */
  private boolean collect(TrainingProgress progress) {
    try {
      Attempt attempt = finished.poll(settings.lease().toMillis() / 3, TimeUnit.MILLISECONDS);
      if (attempt == null) {
        progress.renew();
        return false;
      }
      failure = failure.or(attempt::failure);
      attempt.version().ifPresent(version -> {
        published.put(attempt.node(), version);
        progress.published(attempt.node());
      });
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new TrainyardException(ErrorCode.OVERLOADED, "The server is stopping.", Map.of(), stopping);
    }
  }
}
