package dev.trainyard.bot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Code of a node as somebody saved it. Never changes. Revision 0 is the template that every new node has; it is not
 * stored, and counts as not saved.
 *
 * @param node whose code
 * @param revision from 1, without gaps
 * @param code digest of the code, which is in the {@link CodeStore}
 * @param author who saved it
 * @param savedAt when
 * @param restoredFrom the revision whose code this is again, if it was restored
 * @param problems where it does not compile; empty if it does; at most 20
 */
public record DraftRevision(NodeId node, int revision, Digest code, Author author, Instant savedAt,
    Optional<Integer> restoredFrom, List<CodeProblem> problems) {
  public DraftRevision {
    if (revision < 1) {
      throw new IllegalArgumentException("saved revisions count from 1");
    }
    problems = List.copyOf(problems);
  }
}
