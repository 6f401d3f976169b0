package dev.trainyard.server.release;

import dev.trainyard.bot.BotName;
import dev.trainyard.release.RollBackStage;
import dev.trainyard.release.RolledBack;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StagePointer;
import dev.trainyard.release.Stages;
import dev.trainyard.release.TransferBot;
import dev.trainyard.server.http.EntityTags;
import dev.trainyard.server.http.JsonFields;
import dev.trainyard.server.http.ListView;
import dev.trainyard.server.http.Pages;
import dev.trainyard.server.security.Callers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stages, and what moves them. */
@Controller("/api/v1/bots/{bot}")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class StageController {
  private final Stages stages;
  private final TransferBot transferBot;
  private final RollBackStage rollBackStage;

  StageController(Stages stages, TransferBot transferBot, RollBackStage rollBackStage) {
    this.stages = stages;
    this.transferBot = transferBot;
    this.rollBackStage = rollBackStage;
  }

  @Get("/stages")
  BotStagesView view(String bot) {
    return BotStagesView.of(stages.view(new BotName(bot)));
  }

  @Get("/stages/{stage}/moves")
  ListView<MoveView> moves(String bot, String stage, @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return ListView.of(stages.moves(new BotName(bot), Stage.parse(stage), Pages.request(limit, cursor)), MoveView::of);
  }

  @Post("/transfers")
  HttpResponse<?> transfer(String bot, HttpRequest<byte[]> request, Authentication caller) {
    JsonFields fields = JsonFields.of(request.getBody());
    Optional<Integer> release = fields.number("release");
    boolean force = fields.flag("force").orElse(false);
    fields.andNoOthers();
    StagePointer pointer = transferBot.transfer(new BotName(bot), release, force, Callers.author(caller));
    return EntityTags.written(false, pointer.revision(), StageView.moved(pointer));
  }

  @Post("/stages/{stage}/rollbacks")
  HttpResponse<?> rollBack(String bot, String stage, HttpRequest<byte[]> request,
      Authentication caller) {
    JsonFields fields = JsonFields.of(request.getBody());
    Optional<Integer> to = fields.number("to");
    fields.andNoOthers();
    RolledBack done = rollBackStage.rollBack(new BotName(bot), Stage.parse(stage), to,
        EntityTags.precondition(request), Callers.author(caller));
    return EntityTags.written(false, done.pointer().revision(), RolledBackView.of(done));
  }
}
