package dev.trainyard.page;

import dev.trainyard.error.TrainyardException;

/**
 * Where a list goes on. Opaque to callers: only the store that made it reads it, and a store that cannot read it throws
 * {@code invalid}.
 *
 * @param value 1 to 1,024 characters, safe in a query
 */
public record Cursor(String value) {
  public Cursor {
    if (value.isEmpty() || value.length() > 1024) {
      throw TrainyardException.invalid("/cursor", "A cursor is what a list gave as \"next\".");
    }
  }
}
