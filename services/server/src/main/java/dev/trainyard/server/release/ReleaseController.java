package dev.trainyard.server.release;

import dev.trainyard.bot.BotName;
import dev.trainyard.release.DiffSide;
import dev.trainyard.release.Releases;
import dev.trainyard.server.http.ListView;
import dev.trainyard.server.http.Pages;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import org.jspecify.annotations.Nullable;

/** Releases: listed, shown, compared. */
@Controller("/api/v1/bots/{bot}/releases")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReleaseController {
  private final Releases releases;

  ReleaseController(Releases releases) {
    this.releases = releases;
  }

  @Get
  ListView<ReleaseView> list(String bot, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
    return ListView.of(releases.list(new BotName(bot), Pages.request(limit, cursor)), ReleaseView::of);
  }

  @Get("/{number}")
  ReleaseDetailView find(String bot, int number) {
    BotName name = new BotName(bot);
    return ReleaseDetailView.of(releases.find(name, number), releases.manifest(name, number));
  }

  @Get("/{from}/diff/{to}")
  DiffView compare(String bot, int from, String to) {
    return DiffView.of(releases.diff(new BotName(bot), from, DiffSide.parse(to)));
  }
}
