package dev.trainyard.bot;

import dev.trainyard.error.TrainyardException;

/**
 * The name of a sample input.
 *
 * @param value 1 to 64 characters, none of them a control character or {@code /}
 */
public record SampleName(String value) implements Comparable<SampleName> {
  public SampleName {
    if (value.isBlank() || value.length() > 64 || value.chars().anyMatch(c -> Character.isISOControl(c) || c == '/')) {
      throw TrainyardException.invalid("/sample", "A sample's name has 1 to 64 characters, without / and line breaks.");
    }
  }

  @Override
  public int compareTo(SampleName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
