package dev.trainyard.server.security;

import java.util.Map;

/** What browsers are told with every answer: keep it to yourself, and run nothing that is not ours. */
public final class SecurityHeaders {
  /** Headers that every answer has. */
  public static final Map<String, String> ALWAYS = Map.of("X-Content-Type-Options", "nosniff",
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'",
      "Referrer-Policy", "no-referrer", "Cross-Origin-Resource-Policy", "same-origin");

  /** How an answer may be kept that does not say so itself. */
  public static final String CACHE_CONTROL = "private, no-cache";

  private SecurityHeaders() {
  }
}
