package dev.trainyard.bot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of some bytes: their SHA-256.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record Digest(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal digits");
    }
  }

  /**
   * Computes the digest of bytes.
   *
   * @param bytes any
   * @return their digest
   */
  public static Digest of(byte[] bytes) {
    try {
      return new Digest(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * Computes the digest of a text's UTF-8 bytes.
   *
   * @param text any
   * @return its digest
   */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return value;
  }
}
