package dev.trainyard.server.http;

import dev.trainyard.server.problem.Problem;
import dev.trainyard.server.problem.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Refuses media types that are none; the router takes them for absent ones. Thread-safe. */
@ServerFilter("/**")
final class MediaTypeFilter {

  @RequestFilter
  @Nullable
  HttpResponse<?> check(HttpRequest<?> request) {
    String type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
    return type == null || type.indexOf('/') > 0
        ? null
        : new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The header Content-Type is no media type.").response();
  }
}
