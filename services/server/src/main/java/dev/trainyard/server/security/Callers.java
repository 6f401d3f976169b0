package dev.trainyard.server.security;

import dev.trainyard.bot.Author;
import io.micronaut.security.authentication.Authentication;

/** Who a caller is to the core. */
public final class Callers {
  private Callers() {
  }

  /**
   * The author of what a caller changes.
   *
   * @param caller authenticated
   * @return the name under which it was
   */
  public static Author author(Authentication caller) {
    return new Author(caller.getName());
  }
}
