package dev.trainyard.server.bot;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.PutResult;
import dev.trainyard.server.http.EntityTags;
import dev.trainyard.server.http.JsonFields;
import dev.trainyard.server.http.ListView;
import dev.trainyard.server.http.Pages;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import org.jspecify.annotations.Nullable;

/** Bots. */
@Controller("/api/v1/bots")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class BotController {
  private final Bots bots;

  BotController(Bots bots) {
    this.bots = bots;
  }

  @Get
  ListView<BotView> list(@Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
    return ListView.of(bots.list(Pages.request(limit, cursor)), BotView::of);
  }

  @Get("/{bot}")
  HttpResponse<?> find(String bot, HttpRequest<?> request) {
    Bot found = bots.find(new BotName(bot));
    return EntityTags.read(request, found.revision(), BotView.of(found));
  }

  @Put("/{bot}")
  HttpResponse<?> put(String bot, @Body byte[] body, HttpRequest<?> request) {
    PutResult<Bot> put = bots.put(new BotName(bot), BotSettingsJson.read(JsonFields.of(body)),
        EntityTags.precondition(request));
    return EntityTags.written(put.created(), put.value().revision(), BotView.of(put.value()));
  }

  @Delete("/{bot}")
  HttpResponse<?> delete(String bot, @Nullable @QueryValue Boolean force, HttpRequest<?> request) {
    bots.delete(new BotName(bot), EntityTags.precondition(request), Boolean.TRUE.equals(force));
    return HttpResponse.noContent();
  }
}
