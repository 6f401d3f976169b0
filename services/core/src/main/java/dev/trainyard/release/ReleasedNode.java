package dev.trainyard.release;

import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.engine.FunctionVersion;

/**
 * A node as a release holds it.
 *
 * @param id the node's id when it was trained
 * @param name its name
 * @param draftRevision the revision of the draft that was trained
 * @param settings its settings when it was trained
 * @param version what answers its turns
 */
public record ReleasedNode(NodeId id, NodeName name, int draftRevision, NodeSettings settings,
    FunctionVersion version) {

  /**
   * The code.
   *
   * @return its digest
   */
  public Digest code() {
    return version.spec().code();
  }
}
