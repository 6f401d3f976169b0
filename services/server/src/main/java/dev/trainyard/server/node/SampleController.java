package dev.trainyard.server.node;

import dev.trainyard.bot.BotName;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.PutResult;
import dev.trainyard.bot.Sample;
import dev.trainyard.bot.SampleName;
import dev.trainyard.bot.Samples;
import dev.trainyard.server.http.EntityTags;
import dev.trainyard.server.http.JsonFields;
import dev.trainyard.server.http.ListView;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.nio.charset.StandardCharsets;

/** Sample inputs of nodes. The body of one is the input itself, kept as it was written. */
@Controller("/api/v1/bots/{bot}/nodes/{node}/samples")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SampleController {
  private final Samples samples;

  SampleController(Samples samples) {
    this.samples = samples;
  }

  @Get
  ListView<SampleView> list(String bot, String node) {
    return ListView.whole(samples.list(new BotName(bot), new NodeName(node)).stream().map(SampleView::of).toList());
  }

  @Get("/{name}")
  HttpResponse<?> find(String bot, String node, String name, HttpRequest<?> request) {
    Sample found = samples.find(new BotName(bot), new NodeName(node), new SampleName(name));
    return EntityTags.read(request, found.revision(), found.input().getBytes(StandardCharsets.UTF_8));
  }

  @Put("/{name}")
  HttpResponse<?> put(String bot, String node, String name, @Body byte[] body, HttpRequest<?> request) {
    PutResult<Sample> put = samples.put(new BotName(bot), new NodeName(node), new SampleName(name),
        JsonFields.text(body), EntityTags.precondition(request));
    return EntityTags.written(put.created(), put.value().revision(), SampleView.of(put.value()));
  }

  @Delete("/{name}")
  HttpResponse<?> delete(String bot, String node, String name, HttpRequest<?> request) {
    samples.delete(new BotName(bot), new NodeName(node), new SampleName(name), EntityTags.precondition(request));
    return HttpResponse.noContent();
  }
}
