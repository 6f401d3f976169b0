package dev.trainyard.server.node;

import dev.trainyard.bot.SavedDraft;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;

/**
 * What became of a save.
 *
 * @param revision the newest
 * @param digest SHA-256 of the code
 * @param savedAt when it was saved
 * @param problems where it does not compile: it is saved all the same, but cannot be trained
 * @param warnings what may fail a turn
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record SavedCodeView(int revision, String digest, Instant savedAt, List<ProblemView> problems,
    List<WarningView> warnings) {

  static SavedCodeView of(SavedDraft saved) {
    return new SavedCodeView(saved.draft().revision(), saved.draft().code().value(), saved.draft().savedAt(),
        saved.draft().problems().stream().map(ProblemView::of).toList(),
        saved.warnings().stream().map(WarningView::of).toList());
  }
}
