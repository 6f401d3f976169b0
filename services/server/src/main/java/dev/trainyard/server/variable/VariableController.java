package dev.trainyard.server.variable;

import dev.trainyard.bot.BotName;
import dev.trainyard.bot.PutResult;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.server.http.EntityTags;
import dev.trainyard.server.http.JsonFields;
import dev.trainyard.server.security.Callers;
import dev.trainyard.variable.Variable;
import dev.trainyard.variable.VariableItem;
import dev.trainyard.variable.VariableList;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import dev.trainyard.variable.VariableValues;
import dev.trainyard.variable.Variables;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Variables of bots. */
@Controller("/api/v1/bots/{bot}/variables")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class VariableController {
  private final Variables variables;

  VariableController(Variables variables) {
    this.variables = variables;
  }

  @Get
  MutableHttpResponse<VariableListView> list(String bot, @Nullable @QueryValue String reveal) {
    BotName name = new BotName(bot);
    if (reveal == null) {
      return HttpResponse.ok(VariableListView.of(variables.list(name)));
    }
    Stage stage = Stage.parse(reveal);
    VariableValues values = variables.reveal(name, stage);
    return HttpResponse.ok(VariableListView.of(variables.list(name), stage, values)).header("Cache-Control",
        "no-store");
  }

  @Get("/{name}")
  HttpResponse<?> find(String bot, String name) {
    VariableName wanted = new VariableName(name);
    VariableList list = variables.list(new BotName(bot));
    VariableItem item = list.items().stream().filter(found -> found.variable().name().equals(wanted)).findFirst()
        .orElseThrow(() -> TrainyardException.notFound("variable " + wanted + " in bot " + bot));
    return EntityTags.whole(item.variable().revision(), VariableView.of(item));
  }

  @Put("/{name}")
  HttpResponse<?> put(String bot, String name, @Body byte[] body, HttpRequest<?> request, Authentication caller) {
    JsonFields fields = JsonFields.of(body);
    Optional<VariableValue> staging = fields.text("staging", VariableValue::new);
    Optional<VariableValue> production = fields.text("production", VariableValue::new);
    fields.andNoOthers();
    PutResult<Variable> put = variables.put(new BotName(bot), new VariableName(name), staging, production,
        EntityTags.precondition(request), Callers.author(caller));
    return EntityTags.written(put.created(), put.value().revision(), VariableView.of(put.value()));
  }

  @Delete("/{name}")
  HttpResponse<?> delete(String bot, String name, HttpRequest<?> request) {
    variables.delete(new BotName(bot), new VariableName(name), EntityTags.precondition(request));
    return HttpResponse.noContent();
  }
}
