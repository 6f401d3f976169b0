package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.page.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Forgets old releases of a bot and gives up the versions that no other release needs. Runs at the end of a training,
 * under its lease: no other training can publish a version anew that is given up here. May be broken off and repeated.
 * Thread-safe: it holds no state.
 */
final class PruneReleases {
  private final ReleaseStore releases;
  private final StageStore stages;
  private final Manifests manifests;
  private final FunctionEngine engine;
  private final int kept;

  /**
   * Forgets nothing yet.
   *
   * @param kept how many of the newest releases are kept, besides those that a stage can be rolled back to
   */
  PruneReleases(ReleasePorts ports, Manifests manifests, int kept) {
    this.releases = ports.releases();
    this.stages = ports.stages();
    this.engine = ports.engine();
    this.manifests = manifests;
    this.kept = kept;
  }

  /**
   * Forgets a bot's old releases, once there are several.
   *
   * @param bot whose
   * @param alive called again and again; what it throws ends the work
   * @return the numbers of the forgotten ones
   */
  Set<Integer> prune(BotId bot, Runnable alive) {
    List<Release> all = Page.all(page -> releases.list(bot, page));
    if (all.size() <= kept) {
      return Set.of();
    }
    Retention retention = Retention.of(stages, bot, all.getFirst().number(), kept);
    List<Release> old = all.stream().filter(release -> retention.lets(release.number())).toList();
    if (old.size() < Retention.SLACK) {
      return Set.of();
    }
    Set<FunctionVersion> needed = new HashSet<>();
    all.stream().filter(release -> !retention.lets(release.number())).forEach(release -> {
      needed.addAll(versions(release));
      alive.run();
    });
    for (Release release : old) {
      // Versions before the record: broken off in between, the next time finds them again.
      for (FunctionVersion version : versions(release)) {
        if (needed.add(version)) {
          engine.retire(version);
          alive.run();
        }
      }
      releases.prune(bot, release.number());
    }
    return old.stream().map(Release::number).collect(Collectors.toSet());
  }

  private List<FunctionVersion> versions(Release release) {
    return manifests.read(release).nodes().values().stream().map(ReleasedNode::version).toList();
  }
}
