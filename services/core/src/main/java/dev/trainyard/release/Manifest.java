package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a release holds: never changes.
 *
 * @param bot whose
 * @param nodes by name
 */
public record Manifest(BotId bot, SortedMap<NodeName, ReleasedNode> nodes) {
  public Manifest {
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
  }
}
