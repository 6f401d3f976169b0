package dev.trainyard.page;

import dev.trainyard.error.TrainyardException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cursors of one kind of list, for stores: a cursor holds the position of the last item that was given.
 *
 * @param kind of list; a cursor of another kind is refused
 */
public record Cursors(String kind) {

  /**
   * Cuts off what was read beyond the page, and says where the list goes on.
   *
   * @param <T> the items
   * @param read the items from the page's beginning, at best one more than it holds
   * @param request which page
   * @param position of an item
   * @return the page
   */
  public <T> Page<T> page(List<T> read, PageRequest request, Function<T, String> position) {
    if (read.size() <= request.limit()) {
      return new Page<>(read, Optional.empty());
    }
    List<T> items = read.subList(0, request.limit());
    return new Page<>(items, Optional.of(after(position.apply(items.getLast()))));
  }

  /**
   * The cursor of what follows a position.
   *
   * @param position of an item, any text
   * @return its cursor
   */
  public Cursor after(String position) {
    byte[] bytes = (kind + ' ' + position).getBytes(StandardCharsets.UTF_8);
    return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * The position after which a page begins.
   *
   * @param request which page
   * @return empty for the first page
   * @throws TrainyardException {@code invalid} if the cursor is not one of this kind of list
   */
  public Optional<String> position(PageRequest request) {
    return request.after().map(this::position);
  }

  /**
   * The same where positions are numbers, which count from 1.
   *
   * @param request which page
   * @return empty for the first page
   * @throws TrainyardException {@code invalid} if the cursor is not one of this kind of list
   */
  public Optional<Integer> number(PageRequest request) {
    return position(request).map(Cursors::number);
  }

  /**
   * What is answered to a cursor that nobody gave.
   *
   * @return {@code invalid}
   */
  public static TrainyardException unreadable() {
    return TrainyardException.invalid("/cursor", "This cursor is not one of this list; begin again without a cursor.");
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
