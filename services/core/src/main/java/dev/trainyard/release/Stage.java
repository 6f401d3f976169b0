package dev.trainyard.release;

import dev.trainyard.error.TrainyardException;
import java.util.Locale;

/** Where a release answers turns. */
public enum Stage {
  /** Where a bot is tried. */
  STAGING,
  /** Where users are. */
  PRODUCTION;

  /**
   * Reads a stage from an address.
   *
   * @param text {@code staging} or {@code production}
   * @return the stage
   */
  public static Stage parse(String text) {
    return switch (text) {
      case "staging" -> STAGING;
      case "production" -> PRODUCTION;
      default -> throw TrainyardException.notFound("stage " + text.substring(0, Math.min(40, text.length()))
          + "; the stages are staging and production");
    };
  }

  /**
   * The stage as callers see it.
   *
   * @return lower case
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
