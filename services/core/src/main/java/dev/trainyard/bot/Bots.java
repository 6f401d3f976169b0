package dev.trainyard.bot;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StageStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes, changes and removes bots. Thread-safe: it holds no state. */
public final class Bots {
  private final BotStore store;
  private final StageStore stages;
  private final BotChanges changes;
  private final IdSource ids;
  private final InstantSource clock;

  public Bots(BotStore store, StageStore stages, BotChanges changes, IdSource ids, InstantSource clock) {
    this.store = store;
    this.stages = stages;
    this.changes = changes;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Finds a bot.
   *
   * @param name its name
   * @return the bot
   * @throws TrainyardException {@code not_found}
   */
  public Bot find(BotName name) {
    return store.find(name).orElseThrow(() -> TrainyardException.notFound(what(name)));
  }

  /**
   * Lists all bots by name, ascending.
   *
   * @param page which part
   * @return the bots
   */
  public Page<Bot> list(PageRequest page) {
    return store.list(page);
  }

  /**
   * Makes a bot, or replaces the settings of one. Setting what is set already changes nothing.
   *
   * @param name its name
   * @param settings its settings
   * @param precondition what the caller read
   * @return the bot
   * @throws TrainyardException {@code conflict}, {@code precondition_required}
   */
  public PutResult<Bot> put(BotName name, BotSettings settings, Precondition precondition) {
    PutResult<Bot> result = precondition.attempt(() -> putOnce(name, settings, precondition));
    changes.changed(name);
    return result;
  }

  /**
   * Removes a bot with all that belongs to it.
   *
   * @param name its name
   * @param precondition what the caller read
   * @param force whether a bot with a production release is removed too
   * @throws TrainyardException {@code not_found}, {@code conflict}, {@code precondition_required},
   * {@code in_production} with the member {@code release}
   */
  public void delete(BotName name, Precondition precondition, boolean force) {
    Bot bot = find(name);
    precondition.check(what(name), bot.revision());
    OptionalInt release = stages.pointer(bot.id(), Stage.PRODUCTION).release();
    if (release.isPresent() && !force) {
      throw new TrainyardException(ErrorCode.IN_PRODUCTION,
          "The %s has release %d in production. To delete it all the same, say force.".formatted(what(name),
              release.getAsInt()),
          Map.of("release", release.getAsInt()));
    }
    store.delete(bot);
    changes.changed(name);
  }

  private PutResult<Bot> putOnce(BotName name, BotSettings settings, Precondition precondition) {
    Optional<Bot> present = store.find(name);
    if (present.isEmpty()) {
      precondition.checkAbsent(what(name));
      Bot bot = new Bot(new BotId(ids.next()), name, settings, 1, clock.instant());
      store.create(bot);
      return new PutResult<>(bot, true);
    }
    precondition.check(what(name), present.get().revision());
    if (present.get().settings().equals(settings)) {
      return new PutResult<>(present.get(), false);
    }
    Bot changed = present.get().with(settings, clock.instant());
    store.update(changed);
    return new PutResult<>(changed, false);
  }

  private static String what(BotName name) {
    return "bot " + name;
  }
}
