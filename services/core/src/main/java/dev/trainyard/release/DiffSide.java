package dev.trainyard.release;

import dev.trainyard.error.TrainyardException;

/** What a release is compared with. */
public sealed interface DiffSide {

  /**
   * Another release.
   *
   * @param number its number
   */
  record Numbered(int number) implements DiffSide {
  }

  /** The drafts as they are now. */
  record Drafts() implements DiffSide {
  }

  /**
   * Reads a side from an address.
   *
   * @param text {@code draft}, or the number of a release
   * @return the side
   */
  static DiffSide parse(String text) {
    if (text.equals("draft")) {
      return new Drafts();
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw TrainyardException.notFound("such release; say a number or draft");
    }
    return new Numbered(Integer.parseInt(text));
  }
}
