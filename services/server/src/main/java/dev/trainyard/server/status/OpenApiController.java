package dev.trainyard.server.status;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Gives the description of the interface to anybody. Thread-safe: it never changes. */
@Controller("/openapi")
@Secured(SecurityRule.IS_ANONYMOUS)
final class OpenApiController {
  private final byte[] description = read();

  @Get(produces = "application/yaml")
  HttpResponse<byte[]> describe() {
    return HttpResponse.ok(description);
  }

  private static byte[] read() {
    try (InputStream yaml = OpenApiController.class.getResourceAsStream("openapi.yml")) {
      return Objects.requireNonNull(yaml, "openapi.yml is missing beside this class").readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
