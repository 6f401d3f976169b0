package dev.trainyard.server.release;

import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotTransport;
import dev.trainyard.bot.ImportResult;
import dev.trainyard.bot.NodeName;
import dev.trainyard.server.http.EntityTags;
import dev.trainyard.server.security.Callers;
import dev.trainyard.variable.VariableName;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bots on the move: drafts, settings, samples and names of variables; never values, never releases. */
@Controller("/api/v1/bots")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TransportController {
  private final BotTransport transport;

  TransportController(BotTransport transport) {
    this.transport = transport;
  }

  /**
   * What was imported.
   *
   * @param bot its name
   * @param nodes how many nodes
   * @param samples how many sample inputs
   * @param variables names of variables that need values now
   * @param problems nodes whose code does not compile
   */
  @Serdeable
  record ImportedView(String bot, int nodes, int samples, List<String> variables, List<String> problems) {

    static ImportedView of(ImportResult result) {
      return new ImportedView(result.bot().name().value(), result.nodes(), result.samples(),
          result.variables().stream().map(VariableName::value).toList(),
          result.problems().stream().map(NodeName::value).toList());
    }
  }

  @Get("/{bot}/export")
  HttpResponse<byte[]> export(String bot) {
    BotName name = new BotName(bot);
    return HttpResponse.ok(transport.export(name)).contentType(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.json\"".formatted(name));
  }

  @Post("/import")
  HttpResponse<?> importBot(@Body byte[] body, @Nullable @QueryValue String into, Authentication caller) {
    ImportResult result = transport.importBot(body, Optional.ofNullable(into).map(BotName::new),
        Callers.author(caller));
    return EntityTags.written(true, result.bot().revision(), ImportedView.of(result)).header(HttpHeaders.LOCATION,
        "/api/v1/bots/" + result.bot().name());
  }
}
