package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.Optional;

/**
 * The releases of bots. Thread-safe, also across servers: appending is one conditional write. Reads see the writes that
 * were acknowledged before them. Manifests are put into the code store first. Methods throw {@code store_unavailable}
 * when the store cannot be reached.
 */
public interface ReleaseStore {

  /**
   * Appends a release.
   *
   * @param release one more than the newest
   * @throws dev.trainyard.error.TrainyardException {@code conflict} if another release came first
   */
  void append(Release release);

  /**
   * Finds the newest release.
   *
   * @param bot whose
   * @return the release, empty before the first training
   */
  Optional<Release> newest(BotId bot);

  /**
   * Finds a release. Pruned ones are found no longer.
   *
   * @param bot whose
   * @param number its number
   * @return the release, empty if there is none
   */
  Optional<Release> find(BotId bot, int number);

  /**
   * Lists a bot's releases, newest first.
   *
   * @param bot whose
   * @param page which part
   * @return the releases
   */
  Page<Release> list(BotId bot, PageRequest page);

  /**
   * Forgets a release. Repeating it is fine. The newest one is never pruned, so that numbers only grow.
   *
   * @param bot whose
   * @param number its number
   */
  void prune(BotId bot, int number);
}
