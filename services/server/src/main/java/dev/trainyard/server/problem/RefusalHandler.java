package dev.trainyard.server.problem;

import dev.trainyard.error.TrainyardException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers the core's refusals. Thread-safe. */
@Singleton
final class RefusalHandler implements ExceptionHandler<TrainyardException, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes") // the interface is raw here
  public HttpResponse<?> handle(HttpRequest request, TrainyardException refusal) {
    HttpRequest<?> typed = request;
    return Refusals.of(request.getMethodName(), request.getPath(), refusal, ProblemResponses.conditional(typed))
        .response();
  }
}
