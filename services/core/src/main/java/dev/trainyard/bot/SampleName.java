package dev.trainyard.bot;

import dev.trainyard.error.TrainyardException;

/**
 * The name of a sample input.
 *
 * @param value 1 to 64 characters, none of them a control character or {@code /}; neither {@code .} nor {@code ..},
 * which are no part of an address
 */
public record SampleName(String value) implements Comparable<SampleName> {
  public SampleName {
    if (value.isBlank() || value.length() > 64 || value.chars().anyMatch(c -> Character.isISOControl(c) || c == '/')
        || value.equals(".") || value.equals("..")) {
      throw TrainyardException.invalid("/sample",
          "A sample's name has 1 to 64 characters, without / and line breaks, and is neither . nor ..");
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
