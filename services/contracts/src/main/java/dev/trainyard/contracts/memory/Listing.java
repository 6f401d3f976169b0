package dev.trainyard.contracts.memory;

import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages over a sorted map. A cursor names the last key that was given, so entries that come or go in between neither
 * repeat nor hide others.
 */
final class Listing {
  private static final String MARK = "k.";

  private Listing() {
  }

  static <T> Page<T> byText(NavigableMap<String, T> items, PageRequest request) {
    return page(items, request, Function.identity(), Function.identity());
  }

  /** Newest first: the map is descending. */
  static <T> Page<T> byNumber(NavigableMap<Integer, T> items, PageRequest request) {
    return page(items.descendingMap(), request, String::valueOf, Integer::valueOf);
  }

  private static <K, T> Page<T> page(NavigableMap<K, T> items, PageRequest request, Function<K, String> write,
      Function<String, K> read) {
    NavigableMap<K, T> rest = request.after().map(cursor -> items.tailMap(key(cursor, read), false)).orElse(items);
    List<K> keys = rest.keySet().stream().limit(request.limit()).toList();
    boolean more = rest.size() > keys.size();
    Optional<Cursor> next = more ? Optional.of(cursor(write.apply(keys.getLast()))) : Optional.empty();
    return new Page<>(keys.stream().map(rest::get).toList(), next);
  }

  private static Cursor cursor(String key) {
    return new Cursor(
        Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + key).getBytes(StandardCharsets.UTF_8)));
  }

  private static <K> K key(Cursor cursor, Function<String, K> read) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor.value()), StandardCharsets.UTF_8);
      if (text.startsWith(MARK)) {
        return read.apply(text.substring(MARK.length()));
      }
    } catch (IllegalArgumentException notOurs) {
      throw refused();
    }
    throw refused();
  }

  private static TrainyardException refused() {
    return TrainyardException.invalid("/cursor", "This cursor is not from this list; begin anew without one.");
  }
}
