package dev.trainyard.server.status;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Gives the description of the interface, which the build generates, to anybody. Thread-safe: it never changes. */
@Hidden
@Controller("/openapi")
@Secured(SecurityRule.IS_ANONYMOUS)
final class OpenApiController {
  private final byte[] description = read();

  @Get(produces = "application/yaml")
  HttpResponse<byte[]> describe() {
    return HttpResponse.ok(description);
  }

  private static byte[] read() {
    try (InputStream yaml = OpenApiController.class.getResourceAsStream("/META-INF/swagger/trainyard.yml")) {
      return Objects.requireNonNull(yaml, "the build makes META-INF/swagger/trainyard.yml").readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
