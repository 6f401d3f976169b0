package dev.trainyard.bot;

import java.time.Instant;

/**
 * A named sample input of a node.
 *
 * @param node whose
 * @param name unique within the node
 * @param input JSON text of an object, at most 256 KiB; kept as it was written
 * @param revision grows by one with every change, from 1
 * @param changedAt when it was last changed
 */
public record Sample(NodeId node, SampleName name, String input, int revision, Instant changedAt) {
}
