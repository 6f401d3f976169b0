package dev.trainyard.server.problem;

import dev.trainyard.error.ErrorKind;
import dev.trainyard.error.TrainyardException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the core's refusals. Thread-safe. */
@Singleton
final class RefusalHandler implements ExceptionHandler<TrainyardException, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

  @Override
  @SuppressWarnings("rawtypes") // the interface is raw here
  public HttpResponse<?> handle(HttpRequest request, TrainyardException refusal) {
    if (refusal.code().kind() == ErrorKind.PLATFORM) {
      LOG.warn("{} {}: {}", request.getMethod(), request.getPath(), refusal.detail(), refusal.getCause());
    }
    HttpRequest<?> typed = request;
    return Problem.of(refusal, ProblemResponses.conditional(typed)).response();
  }
}
