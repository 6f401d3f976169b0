package dev.trainyard.bot;

import dev.trainyard.engine.NodeFunction;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.Optional;

/**
 * The nodes of bots. Thread-safe, also across servers: every change is one conditional write. Reads see the writes that
 * were acknowledged before them. Methods throw {@code store_unavailable} when the store cannot be reached.
 */
public interface NodeStore {

  /**
   * Adds a node.
   *
   * @param node at revision 1
   * @throws dev.trainyard.error.TrainyardException {@code name_taken} if the bot has a node of that name
   */
  void create(Node node);

  /**
   * Finds a node.
   *
   * @param bot whose
   * @param name its name
   * @return the node, empty if there is none
   */
  Optional<Node> find(BotId bot, NodeName name);

  /**
   * Lists a bot's nodes by name, ascending.
   *
   * @param bot whose
   * @param page which part
   * @return the nodes
   */
  Page<Node> list(BotId bot, PageRequest page);

  /**
   * Replaces a node's settings.
   *
   * @param node the next revision: one more than what is stored
   * @throws dev.trainyard.error.TrainyardException {@code conflict} if something else is stored by now,
   * {@code not_found} if the node is gone
   */
  void update(Node node);

  /**
   * Removes a node with its drafts and samples. In the same step its function becomes a leftover. Repeating it is fine.
   *
   * @param bot the name of the node's bot
   * @param node which
   */
  void delete(BotName bot, Node node);

  /**
   * Lists the functions of nodes that were removed, alone or with their bots, and are not yet forgotten, in any order:
   * an engine may still keep something of them.
   *
   * @param page which part
   * @return the functions
   */
  Page<NodeFunction> leftovers(PageRequest page);

  /**
   * Forgets a leftover: no engine keeps anything of it any more. Repeating it is fine.
   *
   * @param leftover which
   */
  void forget(NodeFunction leftover);
}
