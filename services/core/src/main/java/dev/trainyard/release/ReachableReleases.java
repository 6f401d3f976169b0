package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.Map;
import java.util.Optional;

/** Which releases a stage can be moved to. Thread-safe: it holds no state. */
final class ReachableReleases {
  private static final int MOST_PAGES = 20;

  private final ReleasePorts ports;
  private final int kept;

  ReachableReleases(ReleasePorts ports, int kept) {
    this.ports = ports;
    this.kept = kept;
  }

  /** Whether a stage has or had a release, as far as its last 10,000 moves tell. */
  boolean had(BotId bot, Stage stage, StagePointer pointer, int release) {
    if (pointer.trail().contains(release)) {
      return true;
    }
    Optional<Cursor> after = Optional.empty();
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Page<StageMove> page = ports.stages().moves(bot, stage, new PageRequest(after, PageRequest.MOST));
      if (page.items().stream().anyMatch(move -> move.release() == release)) {
        return true;
      }
      after = page.next();
      if (after.isEmpty()) {
        return false;
      }
    }
    return false;
  }

  /**
   * Gives a release that a stage may be moved to; refuses one that is forgotten, or may be at any moment.
   *
   * @param pointer of the stage that has or had it: what is on its trail is kept for sure, and nothing more is asked
   */
  Release kept(BotId bot, StagePointer pointer, int number) {
    return ports.releases().find(bot, number)
        .filter(_ -> pointer.trail().contains(number) || isKept(bot, number))
        .orElseThrow(() -> new TrainyardException(ErrorCode.PRUNED,
            "Release %d is no longer kept; train the drafts you want instead.".formatted(number),
            Map.of("release", number)));
  }

  private boolean isKept(BotId bot, int number) {
    int newest = ports.releases().newest(bot).map(Release::number).orElse(0);
    return Retention.of(ports.stages(), bot, newest, kept).keeps(number);
  }
}
