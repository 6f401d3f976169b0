package dev.trainyard.server.turn;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.NodeName;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.server.http.ListView;
import dev.trainyard.server.http.Pages;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnLog;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The latest turns of a bot. */
@Controller("/api/v1/bots/{bot}/turns")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TurnLogController {
  private final Bots bots;
  private final TurnLog log;

  TurnLogController(Bots bots, TurnLog log) {
    this.bots = bots;
    this.log = log;
  }

  @Get
  ListView<TurnSummaryView> list(String bot, @Nullable @QueryValue String stage, @Nullable @QueryValue String node,
      @Nullable @QueryValue String outcome, @Nullable @QueryValue String cause, @Nullable @QueryValue String from,
      @Nullable @QueryValue String until, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
    TurnFilter filter = new TurnFilter(Optional.ofNullable(stage).map(Stage::parse),
        Optional.ofNullable(node).map(NodeName::new), Optional.ofNullable(outcome).map(TurnLogController::isReply),
        Optional.ofNullable(cause).map(TurnLogController::cause), moment("from", from), moment("until", until));
    BotId id = bots.find(new BotName(bot)).id();
    return ListView.of(log.list(id, filter, Pages.request(limit, cursor)), TurnSummaryView::of);
  }

  @Get("/{id}")
  TurnDetailView find(String bot, String id) {
    BotId found = bots.find(new BotName(bot)).id();
    return TurnDetailView.of(log.find(found, id).orElseThrow(() -> TrainyardException
        .notFound("turn of that id in bot " + bot + ", or it is no longer kept")));
  }

  private static boolean isReply(String outcome) {
    return switch (outcome) {
      case "reply" -> true;
      case "bot_break" -> false;
      default -> throw TrainyardException.invalid("/outcome", "An outcome is reply or bot_break.");
    };
  }

  private static BreakCause cause(String text) {
    return Arrays.stream(BreakCause.values()).filter(cause -> cause.text().equals(text)).findFirst()
        .orElseThrow(() -> TrainyardException.invalid("/cause", "The causes are "
            + String.join(", ", Arrays.stream(BreakCause.values()).map(BreakCause::text).toList()) + "."));
  }

  private static Optional<Instant> moment(String name, @Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException wrong) {
      throw TrainyardException.invalid("/" + name, "A moment is written like 2026-01-31T12:00:00Z.");
    }
  }
}
