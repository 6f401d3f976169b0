package dev.trainyard.server.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token that opens the server. Browsers are given another secret, computed from it: cookies go to every port of a
 * host, and what listens there must not learn the token. Immutable.
 */
public final class AccessToken {
  private final String value;
  private final byte[] tokenBytes;
  private final String cookie;
  private final byte[] cookieBytes;

  /**
   * A token.
   *
   * @param value visible ASCII
   */
  public AccessToken(String value) {
    this.value = value;
    this.tokenBytes = value.getBytes(StandardCharsets.UTF_8);
    this.cookie = derive(tokenBytes);
    this.cookieBytes = cookie.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The token itself, to be printed at the start.
   *
   * @return a secret
   */
  public String value() {
    return value;
  }

  String cookie() {
    return cookie;
  }

  boolean isToken(String candidate) {
    return MessageDigest.isEqual(tokenBytes, candidate.getBytes(StandardCharsets.UTF_8));
  }

  boolean isCookie(String candidate) {
    return MessageDigest.isEqual(cookieBytes, candidate.getBytes(StandardCharsets.UTF_8));
  }

  private static String derive(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] digest = mac.doFinal("trainyard browser cookie".getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }

  @Override
  public String toString() {
    return "AccessToken[hidden]";
  }
}
