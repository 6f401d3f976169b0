package dev.trainyard.server.page;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Digests, as entity tags and policies write them. */
final class Digests {
  private Digests() {
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes), 0, 16);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(sha256(bytes));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
