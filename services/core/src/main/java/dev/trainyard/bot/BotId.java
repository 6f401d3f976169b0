package dev.trainyard.bot;

/**
 * What a bot is known by for as long as it lives; a bot that is made anew under the same name has another.
 *
 * @param value 1 to 64 of letters, digits, {@code _} and {@code -}
 */
public record BotId(String value) {
  public BotId {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException("a bot's id has 1 to 64 characters: " + value.length());
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
