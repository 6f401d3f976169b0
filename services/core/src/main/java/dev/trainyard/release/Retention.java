package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import java.util.HashSet;
import java.util.Set;

/**
 * Which releases are kept for sure: a bot's newest ones, and those on the trail of a stage. Pruning leaves
 * {@value #SLACK} more than are kept for sure, so that a release which may be moved to now is still there when the move
 * happens.
 *
 * @param newest the bot's newest release
 * @param count how many of the newest are kept
 * @param trails what the stages can be rolled back to
 */
record Retention(int newest, int count, Set<Integer> trails) {
  /** How many releases more are left. */
  static final int SLACK = 5;

  Retention {
    trails = Set.copyOf(trails);
  }

  static Retention of(StageStore stages, BotId bot, int newest, int count) {
    Set<Integer> trails = new HashSet<>();
    for (Stage stage : Stage.values()) {
      trails.addAll(stages.pointer(bot, stage).trail());
    }
    return new Retention(newest, count, trails);
  }

  /** Whether a stage may be moved to a release. */
  boolean keeps(int release) {
    return release > newest - count || trails.contains(release);
  }

  /** Whether a release may be forgotten. */
  boolean lets(int release) {
    return release <= newest - count - SLACK && !trails.contains(release);
  }
}
