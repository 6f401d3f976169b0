package dev.trainyard.bot;

import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.Optional;

/**
 * Bots, by name. Thread-safe, also across servers: every change is one conditional write. Reads see the writes that
 * were acknowledged before them. Methods throw {@code store_unavailable} when the store cannot be reached.
 */
public interface BotStore {

  /**
   * Adds a bot.
   *
   * @param bot at revision 1
   * @throws dev.trainyard.error.TrainyardException {@code name_taken} if a bot of that name exists
   */
  void create(Bot bot);

  /**
   * Finds a bot.
   *
   * @param name its name
   * @return the bot, empty if there is none
   */
  Optional<Bot> find(BotName name);

  /**
   * Lists all bots by name, ascending.
   *
   * @param page which part
   * @return the bots
   */
  Page<Bot> list(PageRequest page);

  /**
   * Replaces a bot's settings.
   *
   * @param bot the next revision: one more than what is stored
   * @throws dev.trainyard.error.TrainyardException {@code conflict} if something else is stored by now,
   * {@code not_found} if the bot is gone
   */
  void update(Bot bot);

  /**
   * Removes a bot with its nodes, drafts, samples, variables, releases, trainings and turns. Code stays. Repeating it
   * is fine. The functions of its nodes become leftovers: see {@link NodeStore#leftovers}. A bot made anew under the
   * name has nothing of the old one.
   *
   * @param bot which
   */
  void delete(Bot bot);
}
