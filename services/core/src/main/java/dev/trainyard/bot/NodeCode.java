package dev.trainyard.bot;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A node's code: the text of one Python 3.6 file. It need not compile.
 *
 * @param source valid UTF-8 text, at most 1 MiB when encoded
 */
public record NodeCode(String source) {
  /** The most bytes of a node's code. */
  public static final int MOST_BYTES = 1024 * 1024;

  public NodeCode {
    if (source.length() > MOST_BYTES || !StandardCharsets.UTF_8.newEncoder().canEncode(source)
        || source.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw source.length() <= MOST_BYTES && !StandardCharsets.UTF_8.newEncoder().canEncode(source)
          ? TrainyardException.invalid("/code", "The code holds a lone surrogate, which UTF-8 cannot express.")
          : tooLarge();
    }
  }

  /**
   * Reads code from its bytes.
   *
   * @param bytes UTF-8
   * @return the code
   * @throws TrainyardException {@code invalid} if the bytes are no UTF-8, {@code too_large} if there are too many
   */
  public static NodeCode decode(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw tooLarge();
    }
    try {
      return new NodeCode(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      throw TrainyardException.invalid("/code", "The code is not valid UTF-8.");
    }
  }

  /**
   * The code as it is stored.
   *
   * @return UTF-8
   */
  public byte[] bytes() {
    return source.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The name under which the code is stored.
   *
   * @return the digest of its bytes
   */
  public Digest digest() {
    return Digest.of(bytes());
  }

  private static TrainyardException tooLarge() {
    return new TrainyardException(ErrorCode.TOO_LARGE, "A node's code has at most 1 MiB; move data out of it.");
  }
}
