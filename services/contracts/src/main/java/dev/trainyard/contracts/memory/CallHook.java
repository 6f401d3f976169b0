package dev.trainyard.contracts.memory;

/**
 * Hears of every call of an in-memory adapter and may break it by throwing. Called on the caller's thread, outside all
 * locks, so it may also wait or call other ports. Thread-safe if the test is concurrent.
 */
@FunctionalInterface
public interface CallHook {
  /** Does nothing. */
  CallHook NONE = (operation, moment) -> {
  };

  /**
   * A call is about to happen or has happened.
   *
   * @param operation port and method, such as {@code StageStore.move}
   * @param moment before or after
   */
  void at(String operation, Moment moment);

  /** When a hook is called. */
  enum Moment {
    /** Nothing happened yet: what is thrown is all that happens. */
    BEFORE,
    /** It happened: what is thrown is an answer that got lost. */
    AFTER
  }
}
