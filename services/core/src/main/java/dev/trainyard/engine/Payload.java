package dev.trainyard.engine;

import java.nio.charset.StandardCharsets;

/**
 * UTF-8 bytes of JSON on their way to or from a function. Immutable by agreement: whoever hands bytes over keeps off
 * them.
 */
public final class Payload {
  /** The most bytes of a request or an answer, as on AWS Lambda. */
  public static final int MOST_BYTES = 6 * 1024 * 1024;

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps bytes, without copying them.
   *
   * @param bytes nobody changes them any more
   * @return the payload
   */
  public static Payload of(byte[] bytes) {
    return new Payload(bytes);
  }

  /**
   * Encodes a text.
   *
   * @param text JSON
   * @return the payload
   */
  public static Payload of(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The bytes, not a copy.
   *
   * @return UTF-8
   */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * The size.
   *
   * @return bytes
   */
  public int size() {
    return bytes.length;
  }

  /**
   * The text.
   *
   * @return decoded, malformed bytes replaced
   */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
