package dev.trainyard.bot;

/**
 * A place in the newest draft of a node.
 *
 * @param node which
 * @param line from 1
 * @param column from 1, in UTF-16 units as editors count
 * @param text the line, cut to about 200 characters around the place
 */
public record SearchHit(NodeName node, int line, int column, String text) {
}
