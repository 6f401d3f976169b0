package dev.trainyard.contracts.memory;

import dev.trainyard.bot.BotId;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Release;
import dev.trainyard.release.ReleaseStore;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Thread-safe: all state is used under the guard. */
final class InMemoryReleaseStore implements ReleaseStore {
  private final Guard guard;
  private final Map<BotId, NavigableMap<Integer, Release>> releases = new HashMap<>();

  InMemoryReleaseStore(Guard guard) {
    this.guard = guard;
  }

  @Override
  public void append(Release release) {
    guard.run("ReleaseStore.append", () -> {
      NavigableMap<Integer, Release> stored = of(release.bot());
      int newest = stored.isEmpty() ? 0 : stored.lastKey();
      if (release.number() != newest + 1) {
        throw TrainyardException.conflict("list of releases", newest);
      }
      stored.put(release.number(), release);
    });
  }

  @Override
  public Optional<Release> newest(BotId bot) {
    return guard.call("ReleaseStore.newest", () -> Optional.ofNullable(of(bot).lastEntry()).map(Map.Entry::getValue));
  }

  @Override
  public Optional<Release> find(BotId bot, int number) {
    return guard.call("ReleaseStore.find", () -> Optional.ofNullable(of(bot).get(number)));
  }

  @Override
  public Page<Release> list(BotId bot, PageRequest page) {
    return guard.call("ReleaseStore.list", () -> Listing.byNumber(of(bot), page));
  }

  @Override
  public void prune(BotId bot, int number) {
    guard.run("ReleaseStore.prune", () -> {
      NavigableMap<Integer, Release> stored = of(bot);
      if (!stored.isEmpty() && stored.lastKey() != number) {
        stored.remove(number);
      }
    });
  }

  /** Called under the guard. */
  void forget(BotId bot) {
    releases.remove(bot);
  }

  private NavigableMap<Integer, Release> of(BotId bot) {
    return releases.computeIfAbsent(bot, absent -> new TreeMap<>());
  }
}
