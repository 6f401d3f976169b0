package dev.trainyard.server.security;

import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Tells browsers to keep what they get to themselves and to run nothing that is not ours. Thread-safe. */
@ServerFilter("/**")
final class SecurityHeadersFilter {
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
      + " font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self';"
      + " frame-ancestors 'none'";

  @ResponseFilter
  void protect(MutableHttpResponse<?> response) {
    MutableHttpHeaders headers = response.getHeaders();
    headers.add("X-Content-Type-Options", "nosniff");
    if (!headers.contains("Content-Security-Policy")) {
      headers.add("Content-Security-Policy", POLICY);
    }
    headers.add("Referrer-Policy", "no-referrer");
    headers.add("Cross-Origin-Resource-Policy", "same-origin");
    if (!headers.contains("Cache-Control")) {
      headers.add("Cache-Control", "private, no-cache");
    }
  }
}
