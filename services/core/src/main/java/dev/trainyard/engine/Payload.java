package dev.trainyard.engine;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * UTF-8 bytes of JSON on their way to or from a function. Immutable by agreement: whoever hands bytes over keeps off
 * them. Thread-safe: bytes that are made on demand come out the same, whoever makes them.
 */
public final class Payload {
  /** The most bytes of a request or an answer, as on AWS Lambda. */
  public static final int MOST_BYTES = 6 * 1024 * 1024;

  private static final int LONGEST_ESCAPE = 6;
  private static final byte[] HEAD = "{\"body\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAIL = "\"}".getBytes(StandardCharsets.US_ASCII);

  private final @Nullable String body;
  private volatile byte @Nullable [] bytes;

  private Payload(@Nullable String body, byte @Nullable [] bytes) {
    this.body = body;
    this.bytes = bytes;
  }

  /**
   * Wraps bytes, without copying them.
   *
   * @param bytes nobody changes them any more
   * @return the payload
   */
  public static Payload of(byte[] bytes) {
    return new Payload(null, bytes);
  }

  /**
   * Encodes a text.
   *
   * @param text JSON
   * @return the payload
   */
  public static Payload of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * An object whose only member is {@code body}. Its bytes are made when somebody asks for them: an engine that has a
   * shorter way than to escape and unescape the text may take that.
   *
   * @param body the member's text, without lone surrogates
   * @return the payload
   */
  public static Payload ofBody(String body) {
    return new Payload(body, null);
  }

  /**
   * The text of {@code body}, if this was made {@linkplain #ofBody of it}.
   *
   * @return the text, not escaped
   */
  public Optional<String> body() {
    return Optional.ofNullable(body);
  }

  /**
   * The bytes, not a copy.
   *
   * @return UTF-8
   */
  public byte[] bytes() {
    byte[] made = bytes;
    if (made == null) {
      made = wrapped(body == null ? "" : body);
      bytes = made;
    }
    return made;
  }

  /**
   * The size.
   *
   * @return bytes
   */
  public int size() {
    return bytes().length;
  }

  /**
   * Whether a function can be given this.
   *
   * @return false if it has more than {@link #MOST_BYTES}
   */
  public boolean fits() {
    boolean surely = body != null && body.length() < (MOST_BYTES - HEAD.length - TAIL.length) / LONGEST_ESCAPE;
    return surely || size() <= MOST_BYTES;
  }

  /**
   * The text.
   *
   * @return decoded, malformed bytes replaced
   */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private static byte[] wrapped(String body) {
    byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(body);
    byte[] event = new byte[HEAD.length + quoted.length + TAIL.length];
    System.arraycopy(HEAD, 0, event, 0, HEAD.length);
    System.arraycopy(quoted, 0, event, HEAD.length, quoted.length);
    System.arraycopy(TAIL, 0, event, HEAD.length + quoted.length, TAIL.length);
    return event;
  }
}
