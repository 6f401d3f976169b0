package dev.trainyard.server.security;

import dev.trainyard.server.problem.Problem;
import dev.trainyard.server.problem.ProblemType;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/**
 * Turns away what a web page elsewhere makes a browser send: requests for another host name (a name that was pointed at
 * this machine), and requests that another origin's page makes. Thread-safe.
 */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestOriginFilter {
  private final ServerNames names;

  RequestOriginFilter(ServerNames names) {
    this.names = names;
  }

  @RequestFilter
  @Nullable
  HttpResponse<?> check(HttpRequest<?> request) {
    String host = request.getHeaders().get(HttpHeaders.HOST);
    if (host == null || !names.contains(ServerNames.nameOf(host), request.getServerAddress())) {
      return new Problem(ProblemType.MISDIRECTED,
          "The header Host names another server. Add the name to TRAINYARD_HTTP_NAMES if it is this one's.").response();
    }
    String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
    if (origin != null && !names.isOwnOrigin(origin, host)) {
      return new Problem(ProblemType.FORBIDDEN, "Pages of other origins may not call this server.").response();
    }
    return null;
  }
}
