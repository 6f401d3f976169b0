package dev.trainyard.bot;

/**
 * Who did something, as people know them.
 *
 * @param name 1 to 128 characters
 */
public record Author(String name) {
  public Author {
    if (name.isBlank() || name.length() > 128) {
      throw new IllegalArgumentException("an author's name has 1 to 128 characters");
    }
  }
}
