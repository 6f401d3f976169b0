package dev.trainyard.bot;

/**
 * What a node is known by for as long as it lives; a node that is made anew under the same name has another.
 *
 * @param value 1 to 64 of letters, digits, {@code _} and {@code -}
 */
public record NodeId(String value) {
  public NodeId {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException("a node's id has 1 to 64 characters: " + value.length());
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
