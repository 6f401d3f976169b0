package dev.trainyard.variable;

import dev.trainyard.error.TrainyardException;
import java.util.regex.Pattern;

/**
 * A variable's name.
 *
 * @param value a letter or {@code _}, then letters, digits and {@code _}; at most 128 characters
 */
public record VariableName(String value) implements Comparable<VariableName> {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  public VariableName {
    if (!SHAPE.matcher(value).matches()) {
      throw TrainyardException.invalid("/name",
          "A variable's name starts with a letter or _, goes on with letters, digits and _, and has at most 128.");
    }
  }

  @Override
  public int compareTo(VariableName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
