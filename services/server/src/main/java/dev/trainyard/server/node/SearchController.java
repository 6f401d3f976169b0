package dev.trainyard.server.node;

import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Drafts;
import dev.trainyard.bot.SearchHit;
import dev.trainyard.server.http.ListView;
import dev.trainyard.server.http.Pages;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/** Finds text in a bot's newest code. */
@Controller("/api/v1/bots/{bot}/search")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SearchController {
  private final Drafts drafts;

  SearchController(Drafts drafts) {
    this.drafts = drafts;
  }

  /**
   * A place where the text is.
   *
   * @param node whose code
   * @param line from 1
   * @param column from 1
   * @param text the line
   */
  @Serdeable
  record HitView(String node, int line, int column, String text) {

    static HitView of(SearchHit hit) {
      return new HitView(hit.node().value(), hit.line(), hit.column(), hit.text());
    }
  }

  @Get
  ListView<HitView> search(String bot, @QueryValue(defaultValue = "") String q, @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return ListView.of(drafts.search(new BotName(bot), q, Pages.request(limit, cursor)), HitView::of);
  }
}
