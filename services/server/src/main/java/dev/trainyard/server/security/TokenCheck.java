package dev.trainyard.server.security;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Compares what a caller shows with the token, in constant time. Thread-safe. */
@Singleton
final class TokenCheck implements TokenValidator<HttpRequest<?>> {
  private static final Authentication OWNER = Authentication.build("owner");

  private final AccessToken token;

  TokenCheck(AccessToken token) {
    this.token = token;
  }

  @Override
  public Publisher<Authentication> validateToken(String shown, @Nullable HttpRequest<?> request) {
    boolean right = shown.startsWith(RequestTokenReader.COOKIE_MARK)
        ? token.isCookie(shown.substring(RequestTokenReader.COOKIE_MARK.length()))
        : token.isToken(shown);
    return right ? Publishers.just(OWNER) : Publishers.empty();
  }
}
