package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What every list in pages must do. */
final class Paging {
  private static final int MOST_PAGES = 10_000;
  private static final List<String> GARBAGE = List.of("x", "AAAA", "0", "-1", "e30", "🚂", "' OR 1=1 --",
      "a".repeat(1024));

  private Paging() {
  }

  /** Pages of every size hold the same items in the same order, and nothing that is not a cursor is taken for one. */
  static <T> void check(List<T> expected, Function<PageRequest, Page<T>> list) {
    check(expected, item -> true, list);
  }

  /** The same for a list that others add to: only what is admitted counts. */
  static <T> void check(List<T> expected, Predicate<T> admitted, Function<PageRequest, Page<T>> list) {
    for (int limit : new int[]{1, 2, 3, expected.size(), expected.size() + 1, PageRequest.MOST}) {
      if (limit >= 1) {
        List<T> items = walk(limit, list, page -> {
        });
        assertEquals(expected, items.stream().filter(admitted).toList(), "in pages of " + limit);
      }
    }
    refusesGarbage(list);
  }

  /** Reads all pages, and does something after the first. */
  static <T> List<T> walk(int limit, Function<PageRequest, Page<T>> list, Consumer<Page<T>> after) {
    List<T> items = new ArrayList<>();
    Optional<Cursor> cursor = Optional.empty();
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Page<T> page = list.apply(new PageRequest(cursor, limit));
      assertTrue(page.items().size() <= limit, "a page holds more than was asked for");
      items.addAll(page.items());
      if (pages == 0) {
        after.accept(page);
      }
      if (page.next().isEmpty()) {
        return items;
      }
      cursor = page.next();
    }
    throw new AssertionError("the list has no end");
  }

  private static <T> void refusesGarbage(Function<PageRequest, Page<T>> list) {
    for (String garbage : GARBAGE) {
      PageRequest request = new PageRequest(Optional.of(new Cursor(garbage)), 2);
      TrainyardException thrown = assertThrows(TrainyardException.class, () -> list.apply(request), garbage);
      assertEquals(ErrorCode.INVALID, thrown.code(), garbage);
    }
  }
}
