package dev.trainyard.release;

/**
 * What a training is known by.
 *
 * @param value 1 to 64 of letters, digits, {@code _} and {@code -}
 */
public record TrainingId(String value) {
  public TrainingId {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException("a training's id has 1 to 64 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
