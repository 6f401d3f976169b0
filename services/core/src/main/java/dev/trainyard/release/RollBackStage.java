package dev.trainyard.release;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.Precondition;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Moves a stage back to a release that it had before. Nothing is deployed. Thread-safe: it holds no state. */
public final class RollBackStage {
  /** What a roll-back leaves as it is. */
  public static final String NOTICE = "Only the release changed: variables, messages and drafts were not touched.";

  private final Bots bots;
  private final StageMover mover;
  private final ReachableReleases reachable;

  public RollBackStage(Bots bots, ReleasePorts ports, InstantSource clock, TrainingSettings settings) {
    this.bots = bots;
    this.mover = new StageMover(ports, clock);
    this.reachable = new ReachableReleases(ports, settings.keptReleases());
  }

  /**
   * Rolls a stage back from wherever it is when this runs.
   *
   * @param bot whose
   * @param stage which
   * @param to a release that the stage had; empty for the one before the present one
   * @param author who asks for it
   * @return the pointer
   * @throws TrainyardException as {@link #rollBack(BotName, Stage, Optional, Precondition, Author)}
   */
  public RolledBack rollBack(BotName bot, Stage stage, Optional<Integer> to, Author author) {
    return rollBack(bot, stage, to, new Precondition.None(), author);
  }

  /**
   * Rolls a stage back. To the release that it has already: nothing happens.
   *
   * @param bot whose
   * @param stage which
   * @param to a release that the stage had; empty for the one before the present one
   * @param precondition the pointer's revision that the caller read; none: from wherever the stage is
   * @param author who asks for it
   * @return the pointer
   * @throws TrainyardException {@code not_found}, {@code nothing_earlier}, {@code invalid} for a release that the stage
   * never had, {@code pruned}, {@code conflict} if the stage is not where the caller read it
   */
  public RolledBack rollBack(BotName bot, Stage stage, Optional<Integer> to, Precondition precondition,
      Author author) {
    Bot found = bots.find(bot);
    boolean expects = !(precondition instanceof Precondition.None || precondition instanceof Precondition.Any);
    AtomicInteger from = new AtomicInteger();
    StagePointer pointer = mover.move(found, stage, StageMove.Kind.ROLLBACK, author, !expects, present -> {
      if (expects) {
        precondition.check("stage " + stage.text(), present.revision());
      }
      from.set(present.release().orElse(0));
      return target(found, stage, present, to);
    });
    return new RolledBack(pointer, from.get() == 0 ? OptionalInt.empty() : OptionalInt.of(from.get()), NOTICE);
  }

  private OptionalInt target(Bot bot, Stage stage, StagePointer present, Optional<Integer> to) {
    String name = stage == Stage.STAGING ? "Staging" : "Production";
    if (to.isEmpty() && present.earlier().isEmpty()) {
      throw new TrainyardException(ErrorCode.NOTHING_EARLIER, present.release().isEmpty()
          ? name + " never had a release."
          : "%s has no release before %d.".formatted(name, present.release().getAsInt()));
    }
    int number = to.orElseGet(() -> present.earlier().getAsInt());
    if (present.release().orElse(0) == number) {
      return OptionalInt.empty();
    }
    if (!reachable.had(bot.id(), stage, present, number)) {
      throw TrainyardException.invalid("/to", "%s never had release %d; a roll-back is to one of these: %s."
          .formatted(name, number, text(present)));
    }
    return OptionalInt.of(reachable.kept(bot.id(), present, number).number());
  }

  private static String text(StagePointer present) {
    return present.trail().isEmpty()
        ? "none yet"
        : present.trail().toString().replaceAll("[\\[\\]]", "");
  }
}
