package dev.trainyard.bot;

import java.util.Optional;

/**
 * A revision of a node's code, with the code.
 *
 * @param node whose
 * @param code the text
 * @param saved the revision, empty for revision 0: the template of a node that was never saved
 */
public record Draft(Node node, NodeCode code, Optional<DraftRevision> saved) {

  /**
   * The revision's number.
   *
   * @return 0 for the template
   */
  public int revision() {
    return saved.map(DraftRevision::revision).orElse(0);
  }

  /**
   * The name of the code.
   *
   * @return its digest
   */
  public Digest digest() {
    return saved.map(DraftRevision::code).orElseGet(code::digest);
  }
}
