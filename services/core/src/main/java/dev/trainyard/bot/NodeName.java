package dev.trainyard.bot;

import dev.trainyard.error.TrainyardException;
import java.util.regex.Pattern;

/**
 * A node's system name.
 *
 * @param value 1 to 64 of capital letters, digits and {@code _}
 */
public record NodeName(String value) implements Comparable<NodeName> {
  private static final Pattern SHAPE = Pattern.compile("[A-Z0-9_]{1,64}");

  public NodeName {
    if (!SHAPE.matcher(value).matches()) {
      throw TrainyardException.invalid("/node",
          "A node's name has 1 to 64 characters: capital letters, digits and _.");
    }
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
