package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotStore;
import dev.trainyard.bot.NodeId;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has the engine give up the functions of nodes that are gone, once no release needs them. What is to be done is in the
 * store since the deletion, so that any server comes to it, whatever crashed; several may do it at once.
 *
 * <p>
 * A leftover is left alone until it was seen for a while: Runs, turns and trainings that began before the deletion may
 * still make and invoke its functions. Confined to one thread.
 */
public final class RemoveLeftovers {
  private final BotStore bots;
  private final ReleasePorts ports;
  private final Manifests manifests;
  private final InstantSource clock;
  private final Duration kept;
  private final Map<NodeFunction, Instant> seen = new HashMap<>();
  private final Map<BotId, Need> lastNeeds = new HashMap<>();

  /** Which releases a bot had when all of these leftovers were still needed. */
  private record Need(Set<NodeFunction> leftovers, List<Integer> releases) {
  }

  /**
   * Removes nothing yet.
   *
   * @param bots tells which bots are gone
   * @param ports leftovers, releases and the engine
   * @param manifests tells which nodes a release has
   * @param clock tells how long a leftover was seen
   * @param kept how long it is left alone
   */
  public RemoveLeftovers(BotStore bots, ReleasePorts ports, Manifests manifests, InstantSource clock, Duration kept) {
    this.bots = bots;
    this.ports = ports;
    this.manifests = manifests;
    this.clock = clock;
    this.kept = kept;
  }

  /**
   * Removes what can be removed by now. To be called again and again.
   *
   * @throws dev.trainyard.error.TrainyardException {@code engine_unavailable}, {@code store_unavailable}; the next call
   * goes on
   */
  public void run() {
    Instant now = clock.instant();
    List<NodeFunction> leftovers = Page.all(ports.nodes()::leftovers);
    seen.keySet().retainAll(new HashSet<>(leftovers));
    leftovers.forEach(leftover -> seen.putIfAbsent(leftover, now));
    Map<BotId, Set<NodeFunction>> due = leftovers.stream()
        .filter(leftover -> !seen.getOrDefault(leftover, now).plus(kept).isAfter(now))
        .collect(Collectors.groupingBy(NodeFunction::bot, Collectors.toSet()));
    lastNeeds.keySet().retainAll(due.keySet());
    due.forEach(this::remove);
  }

  private void remove(BotId bot, Set<NodeFunction> leftovers) {
    if (isGone(bot, leftovers)) {
      leftovers.forEach(this::remove);
    } else if (!isTraining(bot)) {
      removeUnneeded(bot, leftovers);
    }
  }

  private boolean isGone(BotId bot, Set<NodeFunction> leftovers) {
    return leftovers.stream().map(NodeFunction::botName).distinct()
        .noneMatch(name -> bots.find(name).filter(found -> found.id().equals(bot)).isPresent());
  }

  /** A training that began before the deletion may yet release the node; one that begins now does not know it. */
  private boolean isTraining(BotId bot) {
    return ports.trainings().list(bot, clock.instant(), PageRequest.first(1)).items().stream()
        .anyMatch(training -> training.state() == Training.State.RUNNING);
  }

  private void removeUnneeded(BotId bot, Set<NodeFunction> leftovers) {
    List<Release> releases = Page.all(page -> ports.releases().list(bot, page));
    Need need = new Need(leftovers, releases.stream().map(Release::number).toList());
    if (need.equals(lastNeeds.get(bot))) {
      return;
    }
    Set<NodeId> needed = releases.stream().flatMap(release -> manifests.read(release).nodes().values().stream())
        .map(node -> node.version().function().node()).collect(Collectors.toSet());
    leftovers.stream().filter(leftover -> !needed.contains(leftover.node())).forEach(this::remove);
    lastNeeds.put(bot, new Need(
        leftovers.stream().filter(leftover -> needed.contains(leftover.node())).collect(Collectors.toSet()),
        need.releases()));
  }

  private void remove(NodeFunction leftover) {
    ports.engine().remove(leftover);
    ports.nodes().forget(leftover);
  }
}
