package dev.trainyard.turn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A text of a turn as UTF-8: it comes and goes as bytes, and most are never read. Two are equal if their bytes are.
 * Immutable by agreement: whoever hands bytes over keeps off them.
 */
public final class TurnText {
  private final byte[] bytes;
  private final int from;
  private final int size;

  private TurnText(byte[] bytes, int from, int size) {
    this.bytes = bytes;
    this.from = from;
    this.size = size;
  }

  /**
   * Encodes a text.
   *
   * @param text any; a lone surrogate becomes a question mark
   * @return the text
   */
  public static TurnText of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Wraps bytes, without copying them.
   *
   * @param bytes UTF-8; nobody changes them any more
   * @return the text
   */
  public static TurnText of(byte[] bytes) {
    return new TurnText(bytes, 0, bytes.length);
  }

  /**
   * Wraps a part of bytes, without copying it.
   *
   * @param bytes nobody changes the part any more
   * @param from where it begins
   * @param size how many bytes it has
   * @return the text
   */
  static TurnText of(byte[] bytes, int from, int size) {
    return new TurnText(bytes, Objects.checkFromIndexSize(from, size, bytes.length), size);
  }

  /**
   * The size.
   *
   * @return bytes
   */
  public int size() {
    return size;
  }

  /**
   * The text.
   *
   * @return decoded, malformed bytes replaced
   */
  public String text() {
    return new String(bytes, from, size, StandardCharsets.UTF_8);
  }

  /**
   * The same text, whatever becomes of other parts of its bytes' array.
   *
   * @return a text with an array of its own
   */
  TurnText alone() {
    return size == bytes.length ? this : of(Arrays.copyOfRange(bytes, from, from + size));
  }

  /**
   * Writes the text.
   *
   * @param to takes its {@link #size} bytes
   */
  public void write(ByteBuffer to) {
    to.put(bytes, from, size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TurnText text
        && Arrays.equals(bytes, from, from + size, text.bytes, text.from, text.from + text.size);
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(bytes, from, size).hashCode();
  }

  /** The text. */
  @Override
  public String toString() {
    return text();
  }
}
