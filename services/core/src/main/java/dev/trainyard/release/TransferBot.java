package dev.trainyard.release;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.NodeName;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Moves production to a release that was tried on staging. Thread-safe: it holds no state. */
public final class TransferBot {
  private final Bots bots;
  private final ReleasePorts ports;
  private final VariableStore variables;
  private final Manifests manifests;
  private final StageMover mover;
  private final ReachableReleases reachable;

  public TransferBot(Bots bots, ReleasePorts ports, VariableStore variables, Manifests manifests, InstantSource clock,
      TrainingSettings settings) {
    this.bots = bots;
    this.ports = ports;
    this.variables = variables;
    this.manifests = manifests;
    this.mover = new StageMover(ports, clock);
    this.reachable = new ReachableReleases(ports, settings.keptReleases());
  }

  /**
   * Moves production. Where it points there already, nothing happens.
   *
   * @param bot whose
   * @param release one that staging has or had; empty for the one it has
   * @param force whether to move although drafts differ from the release or values are missing
   * @param author who moves it
   * @return production's pointer
   * @throws TrainyardException {@code not_found}, {@code not_released} if staging has no release, {@code invalid} for a
   * release that staging never had, {@code pruned}, {@code conflict} if others kept moving production meanwhile,
   * {@code not_transferable} with the members {@code release}, {@code untrained} (names of nodes) and
   * {@code missing_production} (names of variables that have a value on staging alone)
   */
  public StagePointer transfer(BotName bot, Optional<Integer> release, boolean force, Author author) {
    Bot found = bots.find(bot);
    Release target = target(found.id(), release);
    if (!force) {
      check(found.id(), target);
    }
    return mover.move(found, Stage.PRODUCTION, StageMove.Kind.TRANSFER, author, true,
        pointer -> pointer.release().orElse(0) == target.number()
            ? OptionalInt.empty()
            : OptionalInt.of(target.number()));
  }

  private Release target(BotId bot, Optional<Integer> wanted) {
    StagePointer staging = ports.stages().pointer(bot, Stage.STAGING);
    if (staging.release().isEmpty()) {
      throw new TrainyardException(ErrorCode.NOT_RELEASED, "Staging has no release yet: train the bot first.");
    }
    int number = wanted.orElse(staging.release().getAsInt());
    if (!reachable.had(bot, Stage.STAGING, staging, number)) {
      throw TrainyardException.invalid("/release",
          "Staging never had release %d; transfer one that was tried there.".formatted(number));
    }
    return reachable.kept(bot, staging, number);
  }

  private void check(BotId bot, Release target) {
    List<NodeName> untrained = List
        .copyOf(BotDrafts.untrained(ports.botDrafts().of(bot), manifests.of(target).nodes()));
    List<VariableName> missing = variables.list(bot).stream()
        .filter(variable -> variable.values().containsKey(Stage.STAGING)
            && !variable.values().containsKey(Stage.PRODUCTION))
        .map(variable -> variable.name()).toList();
    if (untrained.isEmpty() && missing.isEmpty()) {
      return;
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("release", target.number());
    members.put("untrained", untrained.stream().map(NodeName::value).toList());
    members.put("missing_production", missing.stream().map(VariableName::value).toList());
    throw new TrainyardException(ErrorCode.NOT_TRANSFERABLE,
        "Release %d is not what the drafts are, or values are missing on production. Train, set them, or say force."
            .formatted(target.number()),
        members);
  }
}
