package dev.trainyard.server.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** Lets a browser in by the printed link: the token is traded for a cookie, and leaves the address. Thread-safe. */
@Singleton
public final class PageEntry {
  private final AccessToken token;

  PageEntry(AccessToken token) {
    this.token = token;
  }

  /**
   * Trades a token for the cookie.
   *
   * @param shown what stood in the link
   * @param request that brought it
   * @return a redirection to the page, empty if the token is wrong
   */
  public Optional<HttpResponse<?>> enter(String shown, HttpRequest<?> request) {
    if (!token.isToken(shown)) {
      return Optional.empty();
    }
    Cookie cookie = Cookie.of(RequestTokenReader.COOKIE, token.cookie()).path("/").httpOnly(true)
        .sameSite(SameSite.Strict).secure(isEncrypted(request));
    return Optional.of(HttpResponse.seeOther(URI.create("/")).cookie(cookie));
  }

  /** Whether a proxy says that it was reached by TLS. Who lies about that keeps the cookie from none but himself. */
  private static boolean isEncrypted(HttpRequest<?> request) {
    return request.isSecure() || "https".equalsIgnoreCase(request.getHeaders().get("X-Forwarded-Proto"));
  }
}
