package dev.trainyard.bot;

/** Where new ids come from. Thread-safe. */
@FunctionalInterface
public interface IdSource {

  /**
   * A new id.
   *
   * @return a UUID in its usual form, never given before; best one that sorts by time, since stores keep neighbours
   * together
   */
  String next();
}
