package dev.trainyard.server.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.reader.TokenReader;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds what a caller shows: {@code Authorization: Bearer TOKEN}, else the cookie of the page. Thread-safe. */
@Singleton
final class RequestTokenReader implements TokenReader<HttpRequest<?>> {
  static final String COOKIE = "trainyard";
  static final String COOKIE_MARK = "cookie ";
  private static final String BEARER = "Bearer ";

  @Override
  public Optional<String> findToken(HttpRequest<?> request) {
    String authorization = request.getHeaders().get("Authorization");
    if (authorization != null) {
      return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? Optional.of(authorization.substring(BEARER.length()).strip())
          : Optional.empty();
    }
    return request.getCookies().findCookie(COOKIE).map(cookie -> COOKIE_MARK + cookie.getValue());
  }
}
