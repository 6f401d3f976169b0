package dev.trainyard.server.overview;

import dev.trainyard.bot.Bots;
import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stages;
import dev.trainyard.server.security.PageEntry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;

/** The page at the root: who comes with the printed link gets a cookie, who has it sees the bots. */
@Hidden
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class OverviewController {
  private static final int MOST_BOTS = 200;

  private final PageEntry entry;
  private final Bots bots;
  private final Stages stages;
  private final FunctionEngine engine;

  OverviewController(PageEntry entry, Bots bots, Stages stages, FunctionEngine engine) {
    this.entry = entry;
    this.bots = bots;
    this.stages = stages;
    this.engine = engine;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> page(@QueryValue @Nullable String token, @Nullable Authentication caller) {
    if (token != null) {
      return entry.enter(token).orElseGet(() -> HttpResponse.unauthorized().body(OverviewPage.closed()));
    }
    if (caller == null) {
      return HttpResponse.unauthorized().body(OverviewPage.closed());
    }
    return HttpResponse.ok(OverviewPage.of(bots.list(PageRequest.first(MOST_BOTS)).items().stream()
        .map(bot -> new OverviewPage.Row(bot, stages.view(bot.name()))).toList(), engine.health()));
  }

  @Get("/overview.css")
  @Produces("text/css")
  String style() {
    return OverviewPage.STYLE;
  }
}
