package dev.trainyard.server.node;

import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.Nodes;
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

/** Nodes and their settings. */
@Controller("/api/v1/bots/{bot}/nodes")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class NodeController {
  private final Nodes nodes;

  NodeController(Nodes nodes) {
    this.nodes = nodes;
  }

  @Get
  ListView<NodeView> list(String bot, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
    return ListView.of(nodes.list(new BotName(bot), Pages.request(limit, cursor)), NodeView::of);
  }

  @Get("/{node}")
  HttpResponse<?> find(String bot, String node, HttpRequest<?> request) {
    Node found = nodes.find(new BotName(bot), new NodeName(node));
    return EntityTags.read(request, found.revision(), NodeView.of(found));
  }

  @Put("/{node}")
  HttpResponse<?> put(String bot, String node, @Body byte[] body, HttpRequest<?> request) {
    PutResult<Node> put = nodes.put(new BotName(bot), new NodeName(node), settings(JsonFields.of(body)),
        EntityTags.precondition(request));
    return EntityTags.written(put.created(), put.value().revision(), NodeView.of(put.value()));
  }

  @Delete("/{node}")
  HttpResponse<?> delete(String bot, String node, HttpRequest<?> request) {
    nodes.delete(new BotName(bot), new NodeName(node), EntityTags.precondition(request));
    return HttpResponse.noContent();
  }

  private static NodeSettings settings(JsonFields fields) {
    NodeSettings usual = NodeSettings.DEFAULT;
    boolean endNode = fields.flag("end_node").orElse(usual.endNode());
    int timeout = fields.number("timeout_seconds").orElse((int) usual.timeout().toSeconds());
    int memory = fields.number("memory_mb").orElse(usual.memory().megabytes());
    return fields.make(() -> NodeSettings.of(endNode, timeout, memory));
  }
}
