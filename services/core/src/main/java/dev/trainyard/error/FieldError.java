package dev.trainyard.error;

import java.util.Map;

/**
 * What is wrong with one field of an input.
 *
 * @param pointer JSON pointer of the field, such as {@code /bot_break/action}; empty for the whole input
 * @param detail what it must be, in a sentence
 */
public record FieldError(String pointer, String detail) {

  /**
   * As the caller gets it.
   *
   * @return {@code pointer} and {@code detail}
   */
  Map<String, String> member() {
    return Map.of("pointer", pointer, "detail", detail);
  }
}
