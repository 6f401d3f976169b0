package dev.trainyard.server.node;

import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Draft;
import dev.trainyard.bot.Drafts;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.SavedDraft;
import dev.trainyard.server.http.EntityTags;
import dev.trainyard.server.http.ListView;
import dev.trainyard.server.http.Pages;
import dev.trainyard.server.security.Callers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import org.jspecify.annotations.Nullable;

/** The code of nodes, revision by revision. */
@Controller("/api/v1/bots/{bot}/nodes/{node}/code")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CodeController {
  private static final String PYTHON = "text/x-python";

  private final Drafts drafts;

  CodeController(Drafts drafts) {
    this.drafts = drafts;
  }

  @Get
  @Produces({MediaType.APPLICATION_JSON, PYTHON})
  HttpResponse<?> current(String bot, String node, HttpRequest<?> request) {
    return answer(drafts.current(new BotName(bot), new NodeName(node)), request);
  }

  @Put
  @Consumes(PYTHON)
  HttpResponse<?> save(String bot, String node, HttpRequest<byte[]> request,
      Authentication caller) {
    NodeCode code = NodeCode.decode(request.getBody().orElse(new byte[0]));
    return answer(drafts.save(new BotName(bot), new NodeName(node), code, EntityTags.precondition(request),
        Callers.author(caller)));
  }

  @Get("/revisions")
  ListView<RevisionView> history(String bot, String node, @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return ListView.of(drafts.history(new BotName(bot), new NodeName(node), Pages.request(limit, cursor)),
        RevisionView::of);
  }

  @Get("/revisions/{revision}")
  @Produces({MediaType.APPLICATION_JSON, PYTHON})
  HttpResponse<?> revision(String bot, String node, int revision, HttpRequest<?> request) {
    return answer(drafts.revision(new BotName(bot), new NodeName(node), revision), request);
  }

  @Post("/revisions/{revision}/restore")
  @Consumes(MediaType.ALL)
  HttpResponse<?> restore(String bot, String node, int revision, HttpRequest<?> request, Authentication caller) {
    return answer(drafts.restore(new BotName(bot), new NodeName(node), revision, EntityTags.precondition(request),
        Callers.author(caller)));
  }

  private static HttpResponse<?> answer(SavedDraft saved) {
    return EntityTags.written(saved.created(), saved.draft().revision(), SavedCodeView.of(saved));
  }

  private HttpResponse<?> answer(Draft draft, HttpRequest<?> request) {
    boolean python = request.accept().stream().findFirst().filter(type -> type.getName().equals(PYTHON)).isPresent();
    return python
        ? EntityTags.read(request, draft.revision(), draft.code().bytes()).contentType(PYTHON + ";charset=utf-8")
        : EntityTags.whole(draft.revision(), CodeView.of(draft, drafts.warnings(draft)));
  }
}
