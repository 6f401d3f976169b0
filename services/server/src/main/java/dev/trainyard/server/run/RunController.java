package dev.trainyard.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.IdSource;
import dev.trainyard.bot.NodeName;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.run.RunDraft;
import dev.trainyard.run.RunId;
import dev.trainyard.run.RunResult;
import dev.trainyard.run.RunResultJson;
import dev.trainyard.run.SampleInput;
import dev.trainyard.server.http.ClientConnection;
import dev.trainyard.server.http.JsonFields;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;

/** Tries saved drafts. A caller that goes away stops its run. */
@Controller("/api/v1/bots/{bot}/nodes/{node}/runs")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class RunController {
  private final RunDraft runDraft;
  private final IdSource ids;

  RunController(RunDraft runDraft, IdSource ids) {
    this.runDraft = runDraft;
    this.ids = ids;
  }

  @Post
  HttpResponse<byte[]> run(String bot, String node, @Body byte[] body, HttpRequest<?> request) {
    JsonFields fields = JsonFields.of(body);
    Optional<RunId> wanted = fields.text("id", RunId::new);
    Optional<JsonNode> given = fields.json("sample");
    fields.andNoOthers();
    SampleInput sample = SampleInput
        .parse(given.orElseThrow(() -> TrainyardException.invalid("/sample", "The sample input is missing.")));
    RunId id = wanted.orElseGet(() -> new RunId(ids.next()));
    BotName name = new BotName(bot);
    RunResult result = ClientConnection.of(request).whileOpen(() -> runDraft.run(name, new NodeName(node), id, sample),
        () -> runDraft.stop(name, id));
    return HttpResponse.ok(RunResultJson.write(result)).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  @Delete("/{id}")
  HttpResponse<?> stop(String bot, String node, String id) {
    NodeName ofRun = new NodeName(node);
    if (!runDraft.stop(new BotName(bot), new RunId(id))) {
      throw TrainyardException.notFound("run of that id of node " + ofRun + " going on");
    }
    return HttpResponse.noContent();
  }
}
