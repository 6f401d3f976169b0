package dev.trainyard.release;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.IdSource;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Makes a release of a bot's drafts and moves staging to it. Thread-safe; trainings run on the executor, which gives
 * each task a thread of its own (virtual ones do), as many at once as the settings allow.
 */
public final class TrainBot {
  /** The most characters of a note. */
  public static final int LONGEST_NOTE = 2000;

  static final String NO_NODES = "The bot has no nodes: add one and save its code, then train.";

  private final Bots bots;
  private final ReleasePorts ports;
  private final Manifests manifests;
  private final PruneReleases pruning;
  private final IdSource ids;
  private final InstantSource clock;
  private final Executor executor;
  private final TrainingEvents events;
  private final TrainingSettings settings;
  private final Semaphore slots;

  public TrainBot(Bots bots, ReleasePorts ports, Manifests manifests, IdSource ids, InstantSource clock,
      Executor executor, TrainingEvents events, TrainingSettings settings) {
    this.bots = bots;
    this.ports = ports;
    this.manifests = manifests;
    this.pruning = new PruneReleases(ports, manifests, settings.keptReleases());
    this.ids = ids;
    this.clock = clock;
    this.executor = executor;
    this.events = events;
    this.settings = settings;
    this.slots = new Semaphore(settings.mostTrainings());
  }

  /**
   * Begins a training. Its end is in its record: a release, the problems of every node that is wrong, or a failure.
   *
   * @param bot whose
   * @param note the author's words, at most 2,000 characters, may be empty
   * @param author who starts it
   * @return the training, running
   * @throws TrainyardException {@code not_found}, {@code invalid}, {@code not_saved} for a bot without nodes,
   * {@code training_running}, {@code overloaded} when too many trainings run on this server
   */
  public Training start(BotName bot, String note, Author author) {
    if (note.length() > LONGEST_NOTE) {
      throw TrainyardException.invalid("/note", "A note has at most 2,000 characters.");
    }
    Bot found = bots.find(bot);
    if (ports.nodes().list(found.id(), PageRequest.first(1)).items().isEmpty()) {
      throw new TrainyardException(ErrorCode.NOT_SAVED, NO_NODES);
    }
    if (!slots.tryAcquire()) {
      throw overloaded("Too many trainings run at once; train again in a moment.");
    }
    TrainingProgress progress;
    try {
      progress = begin(found, note, author);
    } catch (RuntimeException refused) {
      slots.release();
      throw refused;
    }
    Training begun = progress.training();
    handOver(found, progress);
    return begun;
  }

  /**
   * Finds a training.
   *
   * @param bot whose
   * @param id its id
   * @return the training, as far as it was recorded
   * @throws TrainyardException {@code not_found}
   */
  public Training find(BotName bot, TrainingId id) {
    return find(bots.find(bot).id(), id);
  }

  /**
   * Lists a bot's trainings, newest first.
   *
   * @param bot whose
   * @param page which part
   * @return the trainings
   * @throws TrainyardException {@code not_found}
   */
  public Page<Training> list(BotName bot, PageRequest page) {
    return ports.trainings().list(bots.find(bot).id(), clock.instant(), page);
  }

  /**
   * Follows a training.
   *
   * @param bot whose
   * @param id its id
   * @return gives its states; to be closed
   * @throws TrainyardException {@code not_found}, {@code overloaded} when too many watch
   */
  public TrainingWatch watch(BotName bot, TrainingId id) {
    BotId found = bots.find(bot).id();
    find(found, id);
    TrainingWatch watch = new TrainingWatch(id, events, () -> find(found, id));
    events.add(id, watch);
    return watch;
  }

  /**
   * How far a running training is with the nodes that it publishes.
   *
   * @param id its id
   * @return by node, ascending; of more than 500 nodes those alone that are being published; empty if the training does
   * not run on this server
   */
  public List<NodeStep> steps(TrainingId id) {
    return events.steps().of(id);
  }

  private TrainingProgress begin(Bot bot, String note, Author author) {
    Instant now = clock.instant();
    Training begun = Training.begun(new TrainingId(ids.next()), bot.id(), author, note, now);
    ports.trainings().begin(begun, now, now.plus(settings.lease()));
    return new TrainingProgress(begun, ports.trainings(), events, settings, clock);
  }

  private void handOver(Bot bot, TrainingProgress progress) {
    Publishing publishing = new Publishing(ports.engine(), executor, settings);
    TrainingRun run = new TrainingRun(bot, progress, ports, manifests, publishing, pruning, clock);
    try {
      executor.execute(() -> {
        try {
          run.run();
        } finally {
          slots.release();
        }
      });
    } catch (RejectedExecutionException stopping) {
      slots.release();
      progress.end(training -> training.failed("The server is stopping.", clock.instant()));
      throw overloaded("The server is stopping.");
    }
  }

  private Training find(BotId bot, TrainingId id) {
    return ports.trainings().find(bot, id, clock.instant())
        .orElseThrow(() -> TrainyardException.notFound("training " + id));
  }

  private static TrainyardException overloaded(String detail) {
    return new TrainyardException(ErrorCode.OVERLOADED, detail, Map.of("retry_after_seconds", 5));
  }
}
