package dev.trainyard.variable;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.nio.charset.StandardCharsets;

/**
 * The value of a variable on one stage: a secret. Any text that UTF-8 can express, also an empty one.
 *
 * @param text at most 4,096 bytes of UTF-8
 */
public record VariableValue(String text) {
  /** The most bytes of a value. */
  public static final int MOST_BYTES = 4096;

  public VariableValue {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw TrainyardException.invalid("/value", "The value holds a lone surrogate, which UTF-8 cannot express.");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new TrainyardException(ErrorCode.TOO_LARGE, "A variable's value has at most 4,096 bytes of UTF-8.");
    }
  }

  /** Hides the value, since texts like this end up in logs. */
  @Override
  public String toString() {
    return "VariableValue[hidden]";
  }
}
