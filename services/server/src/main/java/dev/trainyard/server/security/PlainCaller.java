package dev.trainyard.server.security;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Knows the caller of whom nothing is in doubt: a program, no page, that names this server and shows its token. All
 * others have to pass the filters, which also say what is wrong. Thread-safe.
 */
@Singleton
public final class PlainCaller {
  private static final String BEARER = "Bearer ";

  private final ServerNames names;
  private final AccessToken token;

  PlainCaller(ServerNames names, AccessToken token) {
    this.names = names;
    this.token = token;
  }

  /**
   * Whether a request surely passes all filters.
   *
   * @param host the header Host
   * @param origin the header Origin
   * @param authorization the header Authorization
   * @return false if there is any doubt
   */
  public boolean isKnown(@Nullable String host, @Nullable String origin, @Nullable String authorization) {
    return host != null && origin == null && authorization != null && authorization.startsWith(BEARER)
        && names.contains(ServerNames.nameOf(host), null) && token.isToken(authorization.substring(BEARER.length()));
  }
}
