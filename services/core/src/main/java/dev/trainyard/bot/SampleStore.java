package dev.trainyard.bot;

import java.util.List;
import java.util.Optional;

/**
 * Named sample inputs of nodes, at most {@value #MOST} a node. Thread-safe, also across servers: every change is one
 * conditional write. Methods throw {@code store_unavailable} when the store cannot be reached.
 */
public interface SampleStore {
  /** The most samples of one node. */
  int MOST = 100;

  /**
   * Adds or replaces a sample.
   *
   * @param bot whose node it is
   * @param sample the next revision: 1 for a new one, else one more than what is stored
   * @throws dev.trainyard.error.TrainyardException {@code conflict} if something else is stored by now,
   * {@code too_large} if the node has {@value #MOST} others
   */
  void put(BotId bot, Sample sample);

  /**
   * Finds a sample.
   *
   * @param node whose
   * @param name its name
   * @return the sample, empty if there is none
   */
  Optional<Sample> find(NodeId node, SampleName name);

  /**
   * Lists a node's samples by name, ascending.
   *
   * @param node whose
   * @return all of them
   */
  List<Sample> list(NodeId node);

  /**
   * Removes a sample. Repeating it is fine.
   *
   * @param node whose
   * @param name its name
   */
  void delete(NodeId node, SampleName name);
}
