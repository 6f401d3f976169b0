package dev.trainyard.aws.store;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.ProblemJson;
import dev.trainyard.release.Training;
import dev.trainyard.release.Training.State;
import dev.trainyard.release.TrainingId;
import dev.trainyard.release.TrainingStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Trainings in DynamoDB: one item each, one for its place in the order, and one a bot that says which is the newest.
 * Only the newest can be running, so that last item is what those who begin contend for. Thread-safe.
 */
final class DynamoDbTrainingStore implements TrainingStore {
  private static final Cursors CURSORS = new Cursors("trainings");
  private static final String SEQUENCE = "sequence";
  private static final String STATE = "state";
  private static final String LEASE = "lease_until";
  private static final int ATTEMPTS = 20;

  private final Table table;
  private final LargeTexts texts;

  DynamoDbTrainingStore(Table table, LargeTexts texts) {
    this.table = table;
    this.texts = texts;
  }

  @Override
  public void begin(Training training, Instant now, Instant leaseUntil) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (beginsAfterNewest(training, now, leaseUntil)) {
        return;
      }
    }
    throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
        "Too many trainings of the bot begin at once; try again in a moment.");
  }

  /** False if another training began in between: then that one is to be looked at. */
  private boolean beginsAfterNewest(Training training, Instant now, Instant leaseUntil) {
    BotId bot = training.bot();
    Optional<Row> newest = table.find(Keys.newestTraining(bot));
    Optional<Row> last = newest.map(row -> new TrainingId(row.text("id")))
        .flatMap(id -> table.find(Keys.training(bot, id)));
    last.map(row -> training(bot, row, now)).filter(seen -> seen.state() == State.RUNNING).ifPresent(running -> {
      throw new TrainyardException(ErrorCode.TRAINING_RUNNING,
          "Training %s of the bot is running; wait for its end.".formatted(running.id()),
          Map.of("training", running.id().value()));
    });
    int before = newest.map(row -> row.integer(SEQUENCE)).orElse(0);
    List<Part> changes = new ArrayList<>();
    changes.add(Change.of(Keys.newestTraining(bot)).set(SEQUENCE, before + 1).set("id", training.id().value())
        .when(Condition.at(SEQUENCE, before)));
    changes.add(Change.put(row(training, before + 1, leaseUntil), Condition.absent()));
    changes.add(Change.put(Row.at(Keys.trainingOrder(bot, before + 1)).with("id", training.id().value())
        .with(SEQUENCE, before + 1)));
    last.filter(DynamoDbTrainingStore::isRunning).map(row -> interrupted(bot, row, now)).ifPresent(changes::add);
    return table.write(changes.toArray(Part[]::new)).isEmpty();
  }

  @Override
  public void update(Training training, Instant leaseUntil) {
    if (table.write(changed(training, leaseUntil).when(Condition.is(STATE, text(State.RUNNING)))).isPresent()) {
      throw new TrainyardException(ErrorCode.CONFLICT,
          "The training was ended meanwhile, since its server was taken for dead; train again.");
    }
  }

  @Override
  public Optional<Training> find(BotId bot, TrainingId id, Instant now) {
    return table.find(Keys.training(bot, id)).map(row -> training(bot, row, now));
  }

  @Override
  public Page<Training> list(BotId bot, Instant now, PageRequest page) {
    Range range = Range.of(Keys.ofBot(bot), Keys.TRAINING_ORDER).backwards()
        .after(CURSORS.number(page).map(before -> Keys.trainingOrder(bot, before).sort()));
    Page<Row> places = CURSORS.page(table.first(range, page.limit() + 1), page,
        row -> String.valueOf(row.integer(SEQUENCE)));
    List<Training> trainings = table
        .findAll(places.items().stream().map(place -> Keys.training(bot, new TrainingId(place.text("id")))).toList())
        .stream().sorted(Comparator.comparing((Row row) -> row.integer(SEQUENCE)).reversed())
        .map(row -> training(bot, row, now)).toList();
    return new Page<>(trainings, places.next());
  }

  private Part interrupted(BotId bot, Row row, Instant now) {
    return changed(training(bot, row, now), now)
        .when(Condition.is(STATE, text(State.RUNNING)).and(Condition.is(LEASE, row.text(LEASE))));
  }

  private Change changed(Training training, Instant leaseUntil) {
    Change change = Change.of(Keys.training(training.bot(), training.id()));
    state(training, leaseUntil).forEach(change::set);
    return change;
  }

  private Row row(Training training, int sequence, Instant leaseUntil) {
    Row row = Row.at(Keys.training(training.bot(), training.id())).with("id", training.id().value())
        .with(SEQUENCE, sequence).with("author", training.author().name()).with("note", training.note())
        .with("started_at", training.startedAt());
    for (Map.Entry<String, AttributeValue> attribute : state(training, leaseUntil).entrySet()) {
      row = row.with(attribute.getKey(), attribute.getValue());
    }
    return row;
  }

  /** What changes in the course of a training. */
  private Map<String, AttributeValue> state(Training training, Instant leaseUntil) {
    Row row = new Row(Map.of()).with(STATE, text(training.state())).with("done", training.done())
        .with("of", training.of()).with(LEASE, leaseUntil).withInstant("ended_at", training.endedAt())
        .withNumber("release", training.release()).withText("failure", training.failure());
    return training.problems().isEmpty()
        ? row.attributes()
        : row.with("problems", texts.write(ProblemJson.ofNodeProblems(training.problems()))).attributes();
  }

  private static boolean isRunning(Row row) {
    return row.text(STATE).equals(text(State.RUNNING));
  }

  /** The training as it looks at a moment: without a lease it is interrupted. */
  private Training training(BotId bot, Row row, Instant now) {
    Training training = new Training(new TrainingId(row.text("id")), bot,
        State.valueOf(row.text(STATE).toUpperCase(Locale.ROOT)), row.integer("done"), row.integer("of"),
        new Author(row.text("author")), row.text("note"), row.instant("started_at"), row.optionalInstant("ended_at"),
        row.has("problems") ? ProblemJson.nodeProblems(texts.read(row.value("problems"))) : List.of(),
        row.optionalInteger("release"), row.optionalText("failure"));
    Instant until = row.instant(LEASE);
    return isRunning(row) && !now.isBefore(until) ? training.interrupted(until) : training;
  }

  private static String text(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
