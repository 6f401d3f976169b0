package dev.trainyard.server.turn;

import dev.trainyard.bot.BotName;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.TakeTurn;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/**
 * Turns: the path that must be short. Bytes come in and bytes go out. Each turn has a virtual thread of its own, which
 * nobody interrupts when the caller goes away.
 */
@Controller("/api/v1/bots/{bot}/stages/{stage}/nodes/{node}/turns")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TurnController {
  private final TakeTurn takeTurn;

  TurnController(TakeTurn takeTurn) {
    this.takeTurn = takeTurn;
  }

  @Post
  HttpResponse<byte[]> take(String bot, String stage, String node, @Body byte[] body) {
    byte[] answer = takeTurn.answer(new BotName(bot), Stage.parse(stage), NodeNames.ofTurn(node), body).bytes();
    return HttpResponse.ok(answer).contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
