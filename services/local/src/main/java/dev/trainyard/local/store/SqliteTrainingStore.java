package dev.trainyard.local.store;

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
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Trainings in SQLite. Thread-safe. */
final class SqliteTrainingStore implements TrainingStore {
  private static final Cursors CURSORS = new Cursors("trainings");

  private final SqlFile file;

  SqliteTrainingStore(SqlFile file) {
    this.file = file;
  }

  @Override
  public void begin(Training training, Instant now, Instant leaseUntil) {
    file.write(sql -> {
      Optional<Leased> running = sql.one("SELECT * FROM training WHERE bot_id = ? AND state = 'running'",
          SqliteTrainingStore::leased, training.bot().value());
      if (running.isPresent()) {
        Training seen = running.get().at(now);
        if (seen.state() == State.RUNNING) {
          throw running(seen);
        }
        record(sql, seen, now);
      }
      return sql.change("""
          INSERT INTO training (bot_id, id, state, done, total, author, note, started_at, ended_at, problems, release,
          failure, lease_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", training.bot().value(),
          training.id().value(), text(training.state()), training.done(), training.of(), training.author().name(),
          training.note(), training.startedAt(), training.endedAt(), ProblemJson.ofNodeProblems(training.problems()),
          training.release(), training.failure(), leaseUntil);
    });
  }

  @Override
  public void update(Training training, Instant leaseUntil) {
    int changed = file.write(sql -> record(sql, training, leaseUntil));
    if (changed == 0) {
      throw new TrainyardException(ErrorCode.CONFLICT,
          "The training was ended meanwhile, since its server was taken for dead; train again.");
    }
  }

  @Override
  public Optional<Training> find(BotId bot, TrainingId id, Instant now) {
    return file.read(sql -> sql.one("SELECT * FROM training WHERE bot_id = ? AND id = ?", SqliteTrainingStore::leased,
        bot.value(), id.value())).map(leased -> leased.at(now));
  }

  @Override
  public Page<Training> list(BotId bot, Instant now, PageRequest page) {
    long before = CURSORS.number(page).orElse(Integer.MAX_VALUE);
    return CURSORS
        .page(file.read(sql -> sql.list(
            "SELECT * FROM training WHERE bot_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
            SqliteTrainingStore::leased, bot.value(), before, page.limit() + 1)), page,
            leased -> String.valueOf(leased.sequence()))
        .map(leased -> leased.at(now));
  }

  /** Ends what is recorded as running: its server is dead, since this one has the folder. */
  void interruptAll(Instant now) {
    file.write(sql -> {
      List<Leased> running = sql.list("SELECT * FROM training WHERE state = 'running'", SqliteTrainingStore::leased);
      for (Leased leased : running) {
        record(sql, leased.training().interrupted(now), now);
      }
      return running.size();
    });
  }

  private static int record(SqlSession sql, Training training, Instant leaseUntil) throws SQLException {
    return sql.change("""
        UPDATE training SET state = ?, done = ?, total = ?, ended_at = ?, problems = ?, release = ?, failure = ?,
        lease_until = ? WHERE bot_id = ? AND id = ? AND state = 'running'""", text(training.state()), training.done(),
        training.of(), training.endedAt(), ProblemJson.ofNodeProblems(training.problems()), training.release(),
        training.failure(), leaseUntil, training.bot().value(), training.id().value());
  }

  private static TrainyardException running(Training training) {
    return new TrainyardException(ErrorCode.TRAINING_RUNNING,
        "Training %s of the bot is running; wait for its end.".formatted(training.id()),
        Map.of("training", training.id().value()));
  }

  private static Leased leased(Row row) throws SQLException {
    Training training = new Training(new TrainingId(row.text("id")), new BotId(row.text("bot_id")),
        State.valueOf(row.text("state").toUpperCase(Locale.ROOT)), row.integer("done"), row.integer("total"),
        new Author(row.text("author")), row.text("note"), row.instant("started_at"), row.optionalInstant("ended_at"),
        ProblemJson.nodeProblems(row.text("problems")), row.optionalInteger("release"), row.optionalText("failure"));
    return new Leased(row.number("sequence"), training, row.instant("lease_until"));
  }

  private static String text(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private record Leased(long sequence, Training training, Instant until) {

    /** The training as it looks at a moment: without a lease it is interrupted. */
    Training at(Instant now) {
      return training.state() == State.RUNNING && !now.isBefore(until) ? training.interrupted(until) : training;
    }
  }
}
