package dev.trainyard.run;

import dev.trainyard.error.TrainyardException;
import java.util.regex.Pattern;

/**
 * The name by which whoever starts a run can stop it. Unique among the runs of a bot that are going on.
 *
 * @param value 1 to 64 of letters, digits, {@code _} and {@code -}
 */
public record RunId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public RunId {
    if (!SHAPE.matcher(value).matches()) {
      throw TrainyardException.invalid("/id", "A run's id has 1 to 64 characters: letters, digits, _ and -.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
