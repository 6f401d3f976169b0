package dev.trainyard.server.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.bot.CodeWarning;
import dev.trainyard.bot.Draft;
import dev.trainyard.bot.DraftRevision;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code.
 *
 * @param code the text
 * @param revision for If-Match; 0 for the template of a node that was never saved
 * @param digest SHA-256 of the code
 * @param savedAt when; absent for the template
 * @param author who saved it; absent for the template
 * @param problems where it does not compile
 * @param warnings what may fail a turn, with the bot's variables as they are now
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record CodeView(String code, int revision, String digest,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant savedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String author, List<ProblemView> problems,
    List<WarningView> warnings) {

  static CodeView of(Draft draft, List<CodeWarning> warnings) {
    return new CodeView(draft.code().source(), draft.revision(), draft.digest().value(),
        draft.saved().map(DraftRevision::savedAt).orElse(null),
        draft.saved().map(saved -> saved.author().name()).orElse(null),
        draft.saved().map(saved -> saved.problems().stream().map(ProblemView::of).toList()).orElse(List.of()),
        warnings.stream().map(WarningView::of).toList());
  }
}
