package dev.trainyard.turn;

import dev.trainyard.bot.BotId;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The latest turns. Written in batches, after the answer; what was not written yet is lost in a crash. Thread-safe.
 * Methods throw {@code store_unavailable} when the store cannot be reached.
 */
public interface TurnLog {

  /**
   * Writes turns. Writing one again changes nothing.
   *
   * @param turns at most 1,000
   */
  void append(List<TurnRecord> turns);

  /**
   * Finds a turn.
   *
   * @param bot whose
   * @param id its request id
   * @return the turn, empty if there is none or it is no longer kept
   */
  Optional<TurnRecord> find(BotId bot, String id);

  /**
   * Lists turns, latest first.
   *
   * @param bot whose
   * @param filter which
   * @param page which part
   * @return the turns
   */
  Page<TurnRecord> list(BotId bot, TurnFilter filter, PageRequest page);

  /**
   * Forgets old turns.
   *
   * @param before those admitted earlier than this
   * @param mostBytes and the oldest, until what is kept takes about this many bytes at the most
   */
  void prune(Instant before, long mostBytes);
}
