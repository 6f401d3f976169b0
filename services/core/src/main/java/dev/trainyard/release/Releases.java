package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.NodeName;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.Map;
import java.util.SortedMap;

/** Lists, shows and compares the releases of bots. Thread-safe: it holds no state. */
public final class Releases {
  private final Bots bots;
  private final ReleasePorts ports;
  private final Manifests manifests;

  public Releases(Bots bots, ReleasePorts ports, Manifests manifests) {
    this.bots = bots;
    this.ports = ports;
    this.manifests = manifests;
  }

  /**
   * Lists a bot's releases, newest first.
   *
   * @param bot whose
   * @param page which part
   * @return the releases
   * @throws TrainyardException {@code not_found}
   */
  public Page<Release> list(BotName bot, PageRequest page) {
    return ports.releases().list(bots.find(bot).id(), page);
  }

  /**
   * Finds a release.
   *
   * @param bot whose
   * @param number its number
   * @return the release
   * @throws TrainyardException {@code not_found}, {@code pruned}
   */
  public Release find(BotName bot, int number) {
    return find(bots.find(bot).id(), number);
  }

  /**
   * What a release holds.
   *
   * @param bot whose
   * @param number its number
   * @return its manifest
   * @throws TrainyardException {@code not_found}, {@code pruned}
   */
  public Manifest manifest(BotName bot, int number) {
    return manifests.of(find(bot, number));
  }

  /**
   * Compares a release with another, or with the drafts.
   *
   * @param bot whose
   * @param from the first side
   * @param to the second side
   * @return the nodes that differ
   * @throws TrainyardException {@code not_found}, {@code pruned}
   */
  public ReleaseDiff diff(BotName bot, int from, DiffSide to) {
    BotId id = bots.find(bot).id();
    SortedMap<NodeName, Comparison.Side> before = Comparison.released(manifests.of(find(id, from)));
    SortedMap<NodeName, Comparison.Side> after = switch (to) {
      case DiffSide.Numbered(int number) -> Comparison.released(manifests.of(find(id, number)));
      case DiffSide.Drafts() -> Comparison.drafted(ports.botDrafts().of(id));
    };
    return new Comparison(ports.codes()).of(before, after);
  }

  private Release find(BotId bot, int number) {
    return ports.releases().find(bot, number).orElseThrow(() -> {
      int newest = ports.releases().newest(bot).map(Release::number).orElse(0);
      return number < 1 || number > newest
          ? TrainyardException.notFound("release " + number)
          : new TrainyardException(ErrorCode.PRUNED, "Release %d is no longer kept.".formatted(number),
              Map.of("release", number));
    });
  }
}
