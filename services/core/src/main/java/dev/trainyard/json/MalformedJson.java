package dev.trainyard.json;

import java.io.Serial;

/** A text is not the JSON that was wanted. Its message goes on after the name of the place: {@code is not a number}. */
public final class MalformedJson extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  private final String pointer;

  /**
   * A fault at a place.
   *
   * @param pointer JSON pointer of the place, empty for the whole text
   * @param predicate what is wrong there, such as {@code has a key twice}; never longer than a line
   */
  public MalformedJson(String pointer, String predicate) {
    super(predicate, null, false, false);
    this.pointer = pointer;
  }

  /**
   * Where it is.
   *
   * @return a JSON pointer, empty for the whole text
   */
  public String pointer() {
    return pointer;
  }

  /**
   * What is wrong there.
   *
   * @return a predicate without its subject
   */
  public String predicate() {
    return String.valueOf(getMessage());
  }

  /**
   * Says the fault in a sentence, for whoever wrote the text.
   *
   * @param whole what the text is, such as {@code body}
   * @return a sentence
   */
  public String sentence(String whole) {
    return pointer.isEmpty()
        ? "The " + whole + " " + predicate() + "."
        : "In the " + whole + ", the value at " + pointer + " " + predicate() + ".";
  }
}
