package dev.trainyard.bot;

import dev.trainyard.error.TrainyardException;
import java.util.regex.Pattern;

/**
 * A bot's name in addresses.
 *
 * @param value 1 to 64 of lower-case letters, digits, {@code _} and {@code -}
 */
public record BotName(String value) implements Comparable<BotName> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9_-]{1,64}");

  public BotName {
    if (!SHAPE.matcher(value).matches()) {
      throw TrainyardException.invalid("/bot",
          "A bot's name has 1 to 64 characters: lower-case letters, digits, _ and -.");
    }
  }

  @Override
  public int compareTo(BotName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
