package dev.trainyard.turn;

/**
 * What a result may measure.
 *
 * @param stateCharacters the most characters of {@code conversation_details} and of {@code user_details}, each: code
 * points of JSON without white space and needless escapes
 */
public record Limits(int stateCharacters) {
  /** Where nothing else is set. */
  public static final Limits DEFAULT = new Limits(2500);

  public Limits {
    if (stateCharacters < 2) {
      throw new IllegalArgumentException("an empty object has two characters already");
    }
  }
}
