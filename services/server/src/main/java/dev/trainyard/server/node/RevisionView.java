package dev.trainyard.server.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.bot.DraftRevision;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One save.
 *
 * @param revision its number
 * @param digest SHA-256 of the code
 * @param savedAt when
 * @param author who
 * @param restoredFrom the revision whose code this is again
 * @param problems where it does not compile
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record RevisionView(int revision, String digest, Instant savedAt, String author,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer restoredFrom, List<ProblemView> problems) {

  static RevisionView of(DraftRevision draft) {
    return new RevisionView(draft.revision(), draft.code().value(), draft.savedAt(), draft.author().name(),
        draft.restoredFrom().orElse(null), draft.problems().stream().map(ProblemView::of).toList());
  }
}
