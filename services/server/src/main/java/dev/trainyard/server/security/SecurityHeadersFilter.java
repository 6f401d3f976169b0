package dev.trainyard.server.security;

import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Tells browsers to keep what they get to themselves and to run nothing that is not ours. Thread-safe. */
@ServerFilter("/**")
final class SecurityHeadersFilter {
  @ResponseFilter
  void protect(MutableHttpResponse<?> response) {
    MutableHttpHeaders headers = response.getHeaders();
    SecurityHeaders.ALWAYS.forEach((name, value) -> {
      if (!headers.contains(name)) {
        headers.add(name, value);
      }
    });
    if (!headers.contains("Cache-Control")) {
      headers.add("Cache-Control", SecurityHeaders.CACHE_CONTROL);
    }
  }
}
