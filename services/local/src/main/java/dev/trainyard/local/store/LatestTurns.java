package dev.trainyard.local.store;

import dev.trainyard.turn.TurnRecord;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The latest of the turns that were added: a page of them, and one more. Ends early where its turns become too many
 * bytes for one answer. Not thread-safe.
 */
final class LatestTurns {
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final int limit;
  private final Optional<TurnPosition> after;
  private final TreeMap<TurnPosition, TurnBlock.Sized> kept = new TreeMap<>();
  private long bytes;
  private boolean more;

  LatestTurns(int limit, Optional<TurnPosition> after) {
    this.limit = limit;
    this.after = after;
  }

  void add(TurnBlock.Sized found) {
    TurnPosition position = TurnPosition.of(found.turn());
    if (after.isPresent() && position.compareTo(after.get()) <= 0) {
      return;
    }
    if (kept.put(position, found) == null) {
      bytes += found.bytes();
    }
    while (kept.size() > limit || bytes - kept.lastEntry().getValue().bytes() > MOST_BYTES) {
      bytes -= kept.pollLastEntry().getValue().bytes();
      more = true;
    }
  }

  /** Whether turns up to a moment, inclusive, change neither {@link #turns} nor {@link #more} any more. */
  boolean needNothingUntil(long at) {
    return more && kept.lastKey().at() > at;
  }

  /** The turns, the latest first. */
  List<TurnRecord> turns() {
    return kept.values().stream().map(TurnBlock.Sized::turn).toList();
  }

  /** Whether there are turns behind these. */
  boolean more() {
    return more;
  }
}
