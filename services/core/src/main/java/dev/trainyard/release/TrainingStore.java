package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Trainings, at most one running per bot across all servers, held by a lease that expires when its server dies.
 * Thread-safe. Methods throw {@code store_unavailable} when the store cannot be reached.
 */
public interface TrainingStore {

  /**
   * Begins a training. One that is recorded as running but whose lease has expired by {@code now} is ended as
   * interrupted first.
   *
   * @param training just begun
   * @param now the moment
   * @param leaseUntil when others may take the training for dead
   * @throws dev.trainyard.error.TrainyardException {@code training_running}, with the member {@code training} (the id
   * of the running one), if one is running
   */
  void begin(Training training, Instant now, Instant leaseUntil);

  /**
   * Records progress or the end, and renews the lease or, with the end, gives it back.
   *
   * @param training as it is now
   * @param leaseUntil when others may take it for dead
   * @throws dev.trainyard.error.TrainyardException {@code conflict} if the training was ended meanwhile, because its
   * lease had expired: the caller must stop
   */
  void update(Training training, Instant leaseUntil);

  /**
   * Finds a training.
   *
   * @param bot whose
   * @param id its id
   * @param now the moment: a running one whose lease has expired by then is given as interrupted
   * @return the training, empty if there is none
   */
  Optional<Training> find(BotId bot, TrainingId id, Instant now);

  /**
   * Lists a bot's trainings, newest first.
   *
   * @param bot whose
   * @param now the moment: a running one whose lease has expired by then is given as interrupted
   * @param page which part
   * @return the trainings
   */
  Page<Training> list(BotId bot, Instant now, PageRequest page);
}
