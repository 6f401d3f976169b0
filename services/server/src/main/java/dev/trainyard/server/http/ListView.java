package dev.trainyard.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Page;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param <T> what is listed
 * @param items in order
 * @param next where the list goes on, {@code null} at its end
 */
@Serdeable
public record ListView<T>(List<T> items, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {

  /**
   * A page as callers see it.
   *
   * @param <S> what the page holds
   * @param <T> what callers see
   * @param page of the core
   * @param view of one item
   * @return the list
   */
  public static <S, T> ListView<T> of(Page<S> page, Function<? super S, T> view) {
    return new ListView<>(page.items().stream().map(view).toList(), page.next().map(Cursor::value).orElse(null));
  }

  /**
   * A whole list.
   *
   * @param <T> what is listed
   * @param items in order
   * @return the list, at its end
   */
  public static <T> ListView<T> whole(List<T> items) {
    return new ListView<>(items, null);
  }
}
