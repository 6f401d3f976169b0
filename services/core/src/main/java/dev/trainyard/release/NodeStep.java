package dev.trainyard.release;

import dev.trainyard.bot.NodeName;
import java.util.Locale;

/**
 * How far a training is with a node that it publishes.
 *
 * @param node which
 * @param state how far
 */
public record NodeStep(NodeName node, State state) {

  /** How far. */
  public enum State {
    /** Its turn comes. */
    WAITING,
    /** The engine is at work on it. */
    PUBLISHING,
    /** It can take turns, once the training has ended well. */
    PUBLISHED;

    /**
     * The state as callers see it.
     *
     * @return lower case
     */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
