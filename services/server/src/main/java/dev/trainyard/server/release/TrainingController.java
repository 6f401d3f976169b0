package dev.trainyard.server.release;

import dev.trainyard.bot.BotName;
import dev.trainyard.release.TrainBot;
import dev.trainyard.release.Training;
import dev.trainyard.release.TrainingId;
import dev.trainyard.release.TrainingWatch;
import dev.trainyard.server.http.JsonFields;
import dev.trainyard.server.http.ListView;
import dev.trainyard.server.http.Pages;
import dev.trainyard.server.http.PreferWait;
import dev.trainyard.server.security.Callers;
import dev.trainyard.variable.Variables;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Trainings: begun, followed, listed. */
@Controller("/api/v1/bots/{bot}/trainings")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TrainingController {
  private final TrainBot trainBot;
  private final Variables variables;

  TrainingController(TrainBot trainBot, Variables variables) {
    this.trainBot = trainBot;
    this.variables = variables;
  }

  @Post
  HttpResponse<TrainingView> train(String bot, HttpRequest<byte[]> request,
      @Nullable @Header("Prefer") String prefer, Authentication caller) throws InterruptedException {
    JsonFields fields = JsonFields.of(request.getBody());
    String note = fields.text("note").orElse("");
    fields.andNoOthers();
    BotName name = new BotName(bot);
    Training begun = trainBot.start(name, note, Callers.author(caller));
    Duration longest = PreferWait.of(prefer);
    Optional<Training> ended = longest.isZero() ? Optional.empty() : end(name, begun.id(), longest);
    String location = "/api/v1/bots/%s/trainings/%s".formatted(name, begun.id());
    return ended.map(training -> HttpResponse.ok(view(name, training)).header("Preference-Applied",
        "wait=" + longest.toSeconds())).orElseGet(() -> HttpResponse.accepted().body(TrainingView.of(begun)))
        .header(HttpHeaders.LOCATION, location);
  }

  @Get
  ListView<TrainingView> list(String bot, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
    return ListView.of(trainBot.list(new BotName(bot), Pages.request(limit, cursor)), TrainingView::of);
  }

  @Get("/{id}")
  TrainingView find(String bot, String id) {
    BotName name = new BotName(bot);
    return view(name, trainBot.find(name, new TrainingId(id)));
  }

  @Get("/{id}/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<TrainingView>> follow(String bot, String id) {
    BotName name = new BotName(bot);
    return TrainingEventStream.of(trainBot.watch(name, new TrainingId(id)), training -> view(name, training));
  }

  private TrainingView view(BotName bot, Training training) {
    boolean running = training.state() == Training.State.RUNNING;
    return TrainingView.of(training, running ? trainBot.steps(training.id()) : List.of(),
        running ? List.of() : variables.unknown(bot));
  }

  private Optional<Training> end(BotName bot, TrainingId id, Duration longest) throws InterruptedException {
    try (TrainingWatch watch = trainBot.watch(bot, id)) {
      return watch.end(longest);
    }
  }
}
