package dev.trainyard.server.problem;

import dev.trainyard.error.TrainyardException;
import io.micronaut.context.annotation.Primary;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes every error that leaves the server, ours and the framework's, as a problem. Thread-safe. */
@Primary
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);
  private static final String READ = "Send Content-Type: application/json, or text/x-python for a node's code.";

  @Override
  public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
    Problem problem = problem(context, response.status());
    MutableHttpResponse<byte[]> answer = problem.fill(response);
    if (context.getRequest().getMethod() == HttpMethod.HEAD) {
      answer.body(null);
    }
    return answer;
  }

  static boolean conditional(HttpRequest<?> request) {
    return request.getHeaders().contains(HttpHeaders.IF_MATCH)
        || request.getHeaders().contains(HttpHeaders.IF_NONE_MATCH);
  }

  private static Problem problem(ErrorContext context, HttpStatus status) {
    Throwable cause = context.getRootCause().orElse(null);
    if (cause instanceof TrainyardException refusal) {
      return Problem.of(refusal, conditional(context.getRequest()));
    }
    if (cause instanceof ConversionErrorException wrong) { // Numbers are all that is converted and can fail.
      return Problem.of(TrainyardException.invalid("/" + wrong.getArgument().getName(),
          wrong.getArgument().getName() + " must be a whole number."), false);
    }
    ProblemType type = ProblemType.of(status);
    if (type == ProblemType.INTERNAL) {
      LOG.error("{} {} failed", context.getRequest().getMethod(), context.getRequest().getPath(), cause);
    }
    return new Problem(type, status, detail(type, context), Map.of());
  }

  private static String detail(ProblemType type, ErrorContext context) {
    HttpRequest<?> request = context.getRequest();
    return switch (type) {
      case NOT_FOUND -> "There is nothing at this address. /openapi lists all that there is.";
      case METHOD_NOT_ALLOWED ->
        "This address does not take %s; the header Allow says what it takes.".formatted(request.getMethod());
      case NOT_ACCEPTABLE -> "Nothing here is of a media type that the header Accept names.";
      case UNSUPPORTED_MEDIA_TYPE -> request.getContentType().isPresent()
          ? "This address does not read bodies of that media type. " + READ
          : "The header Content-Type is missing. " + READ;
      case TOO_LARGE -> "The request is larger than this server reads.";
      case UNAUTHENTICATED -> "Send the token that the server printed at its start: Authorization: Bearer TOKEN.";
      case FORBIDDEN -> "The token does not allow this.";
      case INTERNAL -> "This is a fault of the server; its log says more.";
      default -> request.getMethod().permitsRequestBody() && request.getContentLength() < 1
          ? "The body is missing, and this address needs one."
          : "The request cannot be understood.";
    };
  }
}
