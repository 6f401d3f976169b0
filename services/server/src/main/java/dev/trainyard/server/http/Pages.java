package dev.trainyard.server.http;

import dev.trainyard.page.Cursor;
import dev.trainyard.page.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parts of lists, as queries ask for them. */
public final class Pages {
  private static final int USUAL = 100;

  private Pages() {
  }

  /**
   * Reads {@code ?limit=&cursor=}.
   *
   * @param limit the most items
   * @param cursor where to go on
   * @return the request
   */
  public static PageRequest request(@Nullable Integer limit, @Nullable String cursor) {
    return new PageRequest(Optional.ofNullable(cursor).filter(text -> !text.isEmpty()).map(Cursor::new),
        limit == null ? USUAL : limit);
  }
}
