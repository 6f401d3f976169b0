package dev.trainyard.bot;

import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.List;
import java.util.Optional;

/**
 * What was saved of each node's code, revision by revision. Thread-safe, also across servers: saving is one conditional
 * write. Reads see the writes that were acknowledged before them. The code itself is put into the {@link CodeStore}
 * first. Methods throw {@code store_unavailable} when the store cannot be reached.
 */
public interface DraftStore {

  /**
   * Appends a revision.
   *
   * @param bot whose node it is
   * @param draft one more than the newest revision
   * @throws dev.trainyard.error.TrainyardException {@code conflict} with {@code current_revision} if another revision
   * came first
   */
  void append(BotId bot, DraftRevision draft);

  /**
   * Finds the newest revision.
   *
   * @param node whose
   * @return the revision, empty if the node was never saved
   */
  Optional<DraftRevision> newest(NodeId node);

  /**
   * Finds one revision.
   *
   * @param node whose
   * @param revision its number
   * @return the revision, empty if there is none
   */
  Optional<DraftRevision> find(NodeId node, int revision);

  /**
   * Lists a node's revisions, newest first.
   *
   * @param node whose
   * @param page which part
   * @return the revisions
   */
  Page<DraftRevision> history(NodeId node, PageRequest page);

  /**
   * The newest revision of every node of a bot that was ever saved, in any order. At most 10,000.
   *
   * @param bot whose
   * @return one revision for a node
   */
  List<DraftRevision> newestOfAll(BotId bot);
}
