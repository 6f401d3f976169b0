package dev.trainyard.server.page;

import dev.trainyard.server.page.BuilderPage.Document;
import dev.trainyard.server.security.PageEntry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import org.jspecify.annotations.Nullable;

/** The page at the root: who comes with the printed link gets a cookie, who has it gets the page. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PageController {
  private final PageEntry entry;
  private final BuilderPage page;

  PageController(PageEntry entry, BuilderPage page) {
    this.entry = entry;
    this.page = page;
  }

  @Get
  HttpResponse<?> page(@QueryValue @Nullable String token, @Nullable Authentication caller, HttpRequest<?> request) {
    if (token != null) {
      return entry.enter(token, request)
          .orElseGet(() -> answer(HttpStatus.UNAUTHORIZED, page.expired(), request));
    }
    return caller == null
        ? answer(HttpStatus.UNAUTHORIZED, page.closed(), request)
        : answer(HttpStatus.OK, page.page(), request);
  }

  private static HttpResponse<?> answer(HttpStatus status, Document document, HttpRequest<?> request) {
    return BodyBytes.of(document.html(), request).status(status)
        .header("Content-Security-Policy", document.policy())
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }
}
