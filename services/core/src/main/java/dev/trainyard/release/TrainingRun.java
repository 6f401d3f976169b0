package dev.trainyard.release;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.Nodes;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * One training from its begin to its end. Every step may be repeated, and nothing is seen before staging moves.
 * Confined to the training's thread.
 */
final class TrainingRun {
  private final Bot bot;
  private final TrainingProgress progress;
  private final ReleasePorts ports;
  private final Manifests manifests;
  private final Publishing publishing;
  private final PruneReleases pruning;
  private final StageMover mover;
  private final InstantSource clock;

  TrainingRun(Bot bot, TrainingProgress progress, ReleasePorts ports, Manifests manifests, Publishing publishing,
      PruneReleases pruning, InstantSource clock) {
    this.bot = bot;
    this.progress = progress;
    this.ports = ports;
    this.manifests = manifests;
    this.publishing = publishing;
    this.pruning = pruning;
    this.clock = clock;
    this.mover = new StageMover(ports, clock);
  }

  /** Trains, and records the end whatever it is. */
  void run() {
    try {
      SortedMap<NodeName, DraftNode> drafts = ports.botDrafts().of(bot.id());
      List<NodeProblem> problems = TrainingPlan.problems(drafts.values());
      if (drafts.isEmpty() || drafts.size() > Nodes.MOST) {
        fail(drafts.isEmpty() ? TrainBot.NO_NODES : "A bot with more than 10,000 nodes cannot be trained.");
      } else if (problems.isEmpty()) {
        int number = release(drafts);
        prune();
        progress.end(training -> training.succeeded(number, clock.instant()));
      } else {
        progress.end(training -> training.refused(problems, clock.instant()));
      }
    } catch (TrainyardException refused) {
      fail(refused.code() == ErrorCode.CONFLICT
          ? "Another training, or a move of staging, came in between; train again."
          : refused.detail());
    } catch (RuntimeException broken) {
      ports.failures().failed("train bot " + bot.name(), broken);
      fail("The training failed for a reason that the server's log tells.");
    }
  }

  private int release(SortedMap<NodeName, DraftNode> drafts) {
    Optional<Release> newest = ports.releases().newest(bot.id());
    Optional<Manifest> held = newest.map(manifests::of);
    TrainingPlan plan = TrainingPlan.of(bot, drafts.values(), ports.catalog(), held);
    int number;
    if (held.isPresent() && plan.isHeldBy(held.get())) {
      number = newest.orElseThrow().number();
    } else {
      progress.planned(plan.toPublish().stream().map(node -> node.draft().name()).toList());
      Map<NodeName, FunctionVersion> published = publishing.publish(bot, plan.toPublish(), progress);
      number = newest.map(Release::number).orElse(0) + 1;
      append(number, plan.manifest(published));
    }
    moveStaging(number);
    return number;
  }

  private void append(int number, Manifest manifest) {
    Digest digest = manifests.put(manifest);
    // Fails if others took this training for dead: then nothing more may be written.
    progress.renew();
    Training training = progress.training();
    ports.releases().append(new Release(bot.id(), number, digest, manifest.nodes().size(), clock.instant(),
        training.author(), training.note()));
  }

  /** Moves staging, unless it is there. If a person moves it meanwhile, it is moved from where it is then. */
  private void moveStaging(int number) {
    mover.move(bot, Stage.STAGING, StageMove.Kind.TRAIN, progress.training().author(), true, pointer -> {
      if (pointer.release().orElse(0) == number) {
        return OptionalInt.empty();
      }
      // After the pointer was read: a training that took over since has moved it, and this move fails.
      progress.renew();
      return OptionalInt.of(number);
    });
  }

  /** The release stands already; what cannot be pruned now is pruned after another training. */
  private void prune() {
    try {
      pruning.prune(bot.id(), progress::alive);
    } catch (RuntimeException failure) {
      ports.failures().failed("forget old releases of bot " + bot.name(), failure);
    }
  }

  private void fail(String why) {
    try {
      progress.end(training -> training.failed(why, clock.instant()));
    } catch (RuntimeException failure) {
      // The record is out of reach, or others ended it: its lease runs out, and it shows as interrupted.
      ports.failures().failed("record the end of a training of bot " + bot.name(), failure);
    }
  }
}
