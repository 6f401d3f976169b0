package dev.trainyard.turn;

import dev.trainyard.bot.Bot;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.release.Stage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that turns of a bot need, at one moment. Immutable.
 *
 * @param bot the bot with its settings
 * @param staging what staging runs, empty before the first training
 * @param production what production runs, empty before the first transfer
 */
public record LiveBot(Bot bot, Optional<LiveStage> staging, Optional<LiveStage> production) {

  /**
   * What a stage runs.
   *
   * @param stage which
   * @return empty if the stage never had a release
   */
  public Optional<LiveStage> stage(Stage stage) {
    return switch (stage) {
      case STAGING -> staging;
      case PRODUCTION -> production;
    };
  }

  Set<FunctionVersion> serving() {
    Set<FunctionVersion> versions = new HashSet<>();
    staging.ifPresent(stage -> versions.addAll(stage.serving()));
    production.ifPresent(stage -> versions.addAll(stage.serving()));
    return versions;
  }

  Set<FunctionVersion> fallback() {
    Set<FunctionVersion> versions = new HashSet<>();
    staging.ifPresent(stage -> versions.addAll(stage.fallback()));
    production.ifPresent(stage -> versions.addAll(stage.fallback()));
    versions.removeAll(serving());
    return versions;
  }

  /**
   * Whether the same versions answer.
   *
   * @param other the same bot at another moment
   * @return false if a pointer was moved in between
   */
  boolean pointsLike(LiveBot other) {
    return bot.id().equals(other.bot.id()) && pointer(Stage.STAGING) == other.pointer(Stage.STAGING)
        && pointer(Stage.PRODUCTION) == other.pointer(Stage.PRODUCTION);
  }

  private int pointer(Stage stage) {
    return stage(stage).map(live -> live.pointer().revision()).orElse(0);
  }
}
