package dev.trainyard.release;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.Digest;
import java.time.Instant;

/**
 * One immutable state of a whole bot.
 *
 * @param bot whose
 * @param number from 1, growing, per bot
 * @param manifest digest of the manifest, a blob in the code store
 * @param nodes how many nodes it has
 * @param createdAt when it was made
 * @param author who trained it
 * @param note the author's words, at most 2,000 characters, may be empty
 */
public record Release(BotId bot, int number, Digest manifest, int nodes, Instant createdAt, Author author,
    String note) {
  public Release {
    if (number < 1) {
      throw new IllegalArgumentException("releases count from 1");
    }
  }
}
