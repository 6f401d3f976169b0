package dev.trainyard.page;

import dev.trainyard.error.TrainyardException;
import java.util.Optional;

/**
 * Which part of a list.
 *
 * @param after where to go on, empty for the beginning
 * @param limit the most items to give, 1 to 500
 */
public record PageRequest(Optional<Cursor> after, int limit) {
  /** The most items of one page. */
  public static final int MOST = 500;

  public PageRequest {
    if (limit < 1 || limit > MOST) {
      throw TrainyardException.invalid("/limit", "A page has 1 to " + MOST + " items.");
    }
  }

  /**
   * The beginning of a list.
   *
   * @param limit the most items
   * @return the request
   */
  public static PageRequest first(int limit) {
    return new PageRequest(Optional.empty(), limit);
  }
}
