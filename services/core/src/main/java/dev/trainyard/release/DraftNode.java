package dev.trainyard.release;

import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeName;
import java.util.Optional;

/**
 * A node as it stands in the drafts.
 *
 * @param node the node
 * @param draft its newest revision, empty if it was never saved
 */
record DraftNode(Node node, Optional<DraftRevision> draft) {

  NodeName name() {
    return node.name();
  }

  /** Whether a release holds the node with the same code and settings; what it runs on does not matter. */
  boolean sameAs(ReleasedNode released) {
    return node.id().equals(released.id()) && node.settings().equals(released.settings())
        && draft.map(DraftRevision::code).equals(Optional.of(released.code()));
  }
}
