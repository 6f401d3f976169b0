package dev.trainyard.aws.store;

import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cursors of one kind of list: the position of the last item that was given.
 *
 * @param kind of list; a cursor of another kind is refused
 */
record Cursors(String kind) {

  /** Cuts off what was read beyond the page, and says where the list goes on. */
  <T> Page<T> page(List<T> read, PageRequest request, Function<T, String> position) {
    if (read.size() <= request.limit()) {
      return new Page<>(read, Optional.empty());
    }
    List<T> items = read.subList(0, request.limit());
    return new Page<>(items, Optional.of(after(position.apply(items.getLast()))));
  }

  Cursor after(String position) {
    byte[] bytes = (kind + ' ' + position).getBytes(StandardCharsets.UTF_8);
    return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The position after which a page begins, empty for the first page. */
  Optional<String> position(PageRequest request) {
    return request.after().map(this::position);
  }

  /** The same where positions are numbers, which count from 1. */
  Optional<Integer> number(PageRequest request) {
    return position(request).map(Cursors::number);
  }

  private static int number(String position) {
    try {
      int number = Integer.parseInt(position);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The same answer as for a number that counts nothing.
    }
    throw unreadable();
  }

  static TrainyardException unreadable() {
    return TrainyardException.invalid("/cursor", "This cursor is not one of this list; begin again without a cursor.");
  }

  private String position(Cursor cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor.value()), StandardCharsets.UTF_8);
      String position = text.startsWith(kind + ' ') ? text.substring(kind.length() + 1) : "";
      if (after(position).equals(cursor)) {
        return position;
      }
    } catch (IllegalArgumentException _) {
      // Not even Base64: the same answer as below.
    }
    throw unreadable();
  }
}
