package dev.trainyard.turn;

/**
 * Takes turns that are over, to remember them. Thread-safe; returns at once and never throws: what it cannot take is
 * dropped.
 */
@FunctionalInterface
public interface TurnRecorder {

  /**
   * Remembers a turn, sooner or later.
   *
   * @param turn just answered
   */
  void record(FinishedTurn turn);
}
