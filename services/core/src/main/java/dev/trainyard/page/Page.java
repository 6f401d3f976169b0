package dev.trainyard.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param <T> what is listed
 * @param items at most as many as were asked for
 * @param next where the list goes on, empty at its end
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * The same page of other things.
   *
   * @param <R> what they are
   * @param mapping from one item
   * @return the page
   */
  public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
    return new Page<>(items.stream().<R>map(mapping).toList(), next);
  }

  /**
   * Reads a whole list, page by page.
   *
   * @param <T> what is listed
   * @param pages reads one page
   * @return all items, in order
   */
  public static <T> List<T> all(Function<PageRequest, Page<T>> pages) {
    List<T> all = new ArrayList<>();
    Optional<Cursor> after = Optional.empty();
    do {
      Page<T> page = pages.apply(new PageRequest(after, PageRequest.MOST));
      all.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return all;
  }
}
