package dev.trainyard.turn;

import dev.trainyard.engine.Payload;
import java.util.function.Supplier;

/** A turn whose code has ended, and whose answer is still to be written. Used once, by one thread. */
public final class EndedTurn {
  private final int resultBytes;
  private final Supplier<Payload> writing;

  EndedTurn(int resultBytes, Supplier<Payload> writing) {
    this.resultBytes = resultBytes;
    this.writing = writing;
  }

  /**
   * How large the result is: what tells how long writing the answer will take.
   *
   * @return bytes
   */
  public int resultBytes() {
    return resultBytes;
  }

  /**
   * Judges the result, remembers the turn, and writes the answer. Never blocks.
   *
   * @return the answer as its caller gets it
   * @throws dev.trainyard.error.TrainyardException {@code overloaded}, as {@link TakeTurn#take}
   */
  public Payload answer() {
    return writing.get();
  }
}
