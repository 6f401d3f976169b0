package dev.trainyard.contracts.memory;

import dev.trainyard.bot.BotId;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Training;
import dev.trainyard.release.Training.State;
import dev.trainyard.release.TrainingId;
import dev.trainyard.release.TrainingStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Thread-safe: all state is used under the guard. */
final class InMemoryTrainingStore implements TrainingStore {
  private final Guard guard;
  private final Map<BotId, NavigableMap<Integer, Leased>> trainings = new HashMap<>();

  InMemoryTrainingStore(Guard guard) {
    this.guard = guard;
  }

  private record Leased(Training training, Instant until) {
    boolean running() {
      return training.state() == State.RUNNING;
    }

    boolean dead(Instant now) {
      return running() && !now.isBefore(until);
    }

    Training at(Instant now) {
      return dead(now) ? training.interrupted(until) : training;
    }
  }

  @Override
  public void begin(Training training, Instant now, Instant leaseUntil) {
    guard.run("TrainingStore.begin", () -> {
      NavigableMap<Integer, Leased> all = of(training.bot());
      all.replaceAll((number, leased) -> new Leased(leased.at(now), leased.until()));
      all.values().stream().filter(Leased::running).findAny().ifPresent(running -> {
        throw new TrainyardException(ErrorCode.TRAINING_RUNNING, "A training of the bot is running; wait for its end.",
            Map.of("training", running.training().id().value()));
      });
      all.put(all.isEmpty() ? 1 : all.lastKey() + 1, new Leased(training, leaseUntil));
    });
  }

  @Override
  public void update(Training training, Instant leaseUntil) {
    guard.run("TrainingStore.update", () -> {
      boolean[] found = new boolean[1];
      of(training.bot()).replaceAll((number, leased) -> {
        boolean same = leased.running() && leased.training().id().equals(training.id());
        found[0] |= same;
        return same ? new Leased(training, leaseUntil) : leased;
      });
      if (!found[0]) {
        throw TrainyardException.conflict("training " + training.id(), 0);
      }
    });
  }

  @Override
  public Optional<Training> find(BotId bot, TrainingId id, Instant now) {
    return guard.call("TrainingStore.find", () -> of(bot).values().stream().map(leased -> leased.at(now))
        .filter(training -> training.id().equals(id)).findAny());
  }

  @Override
  public Page<Training> list(BotId bot, Instant now, PageRequest page) {
    return guard.call("TrainingStore.list",
        () -> Listing.byNumber(of(bot), page).map(leased -> leased.at(now)));
  }

  /** Called under the guard. */
  void forget(BotId bot) {
    trainings.remove(bot);
  }

  private NavigableMap<Integer, Leased> of(BotId bot) {
    return trainings.computeIfAbsent(bot, absent -> new TreeMap<>());
  }
}
