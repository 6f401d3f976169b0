package dev.trainyard.release;

import java.util.List;

/**
 * How two states of a bot differ.
 *
 * @param nodes those that differ, by name, ascending
 * @param complete whether every changed code has its text; texts beyond 16 million characters are left out
 */
public record ReleaseDiff(List<NodeDiff> nodes, boolean complete) {
  public ReleaseDiff {
    nodes = List.copyOf(nodes);
  }
}
