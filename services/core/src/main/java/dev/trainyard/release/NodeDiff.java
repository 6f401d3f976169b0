package dev.trainyard.release;

import dev.trainyard.bot.NodeName;
import java.util.Locale;
import java.util.Optional;

/**
 * How a node differs.
 *
 * @param node which
 * @param kind in what way
 * @param code whether its code differs
 * @param settings whether its settings differ
 * @param before the node on the first side, empty if it was added
 * @param after the node on the second side, empty if it was removed
 */
public record NodeDiff(NodeName node, Kind kind, boolean code, boolean settings, Optional<NodeState> before,
    Optional<NodeState> after) {

  /** In what way. */
  public enum Kind {
    /** The second side alone has it. */
    ADDED,
    /** The first side alone has it. */
    REMOVED,
    /** Both have it, with other code, other settings, or made anew under the same name. */
    CHANGED;

    /**
     * The kind as callers see it.
     *
     * @return lower case
     */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
