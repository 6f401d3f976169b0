package dev.trainyard.release;

import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeSettings;
import java.util.Optional;

/**
 * A node on one side of a comparison.
 *
 * @param revision of its draft, 0 if it was never saved
 * @param settings its settings
 * @param digest of its code, empty if it was never saved
 * @param code its code; empty if it was never saved, if it is the same on both sides, or if the texts are too many
 */
public record NodeState(int revision, NodeSettings settings, Optional<Digest> digest, Optional<String> code) {

  NodeState with(String text) {
    return new NodeState(revision, settings, digest, Optional.of(text));
  }
}
