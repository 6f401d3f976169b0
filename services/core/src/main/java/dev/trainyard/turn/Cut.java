package dev.trainyard.turn;

/** Shortens texts. */
final class Cut {
  private Cut() {
  }

  /**
   * The beginning of a text, never ending within a character.
   *
   * @param text any
   * @param most how many chars to keep
   * @return the text, or its beginning with three dots
   */
  static String text(String text, int most) {
    return text.length() <= most ? text : plain(text, most) + "...";
  }

  static String plain(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /**
   * The beginning of a text, never ending within a character.
   *
   * @param text any
   * @param most how many bytes of UTF-8 to keep
   * @return the text or its beginning
   */
  static String bytes(String text, int most) {
    if (text.length() <= most / 3) {
      return text;
    }
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1));
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : pair ? 4 : 3;
      if (bytes > most) {
        return text.substring(0, i);
      }
      i += pair ? 1 : 0;
    }
    return text;
  }
}
