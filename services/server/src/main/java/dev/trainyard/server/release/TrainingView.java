package dev.trainyard.server.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.release.NodeProblem;
import dev.trainyard.release.Training;
import dev.trainyard.server.node.ProblemView;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A training.
 *
 * @param id its id
 * @param state running, succeeded, refused, failed or interrupted
 * @param progress how many nodes are published
 * @param author who started it
 * @param note the author's words
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param problems why it was refused, node by node
 * @param release the release that staging points to, if it succeeded
 * @param detail what failed
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@Schema(name = "Training")
record TrainingView(String id, String state, ProgressView progress, String author, String note, Instant startedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant endedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<NodeProblemView> problems,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer release,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail) {

  /**
   * How far it is.
   *
   * @param done how many nodes are published
   * @param of how many are to be
   */
  @Serdeable
  @Schema(name = "TrainingProgress")
  record ProgressView(int done, int of) {
  }

  /**
   * Why a node cannot be trained.
   *
   * @param node which
   * @param code syntax_error or not_saved
   * @param detail what is wrong
   * @param line where, for a syntax error
   * @param column where, for a syntax error
   */
  @Serdeable
  @Schema(name = "NodeProblem")
  record NodeProblemView(String node, String code, String detail,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer line,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer column) {

    static NodeProblemView of(NodeProblem problem) {
      ProblemView place = problem.place().map(ProblemView::of).orElse(null);
      return new NodeProblemView(problem.node().value(), problem.code(), problem.detail(),
          place == null ? null : place.line(), place == null ? null : place.column());
    }
  }

  static TrainingView of(Training training) {
    List<NodeProblemView> problems = training.problems().stream().map(NodeProblemView::of).toList();
    return new TrainingView(training.id().value(), training.state().name().toLowerCase(Locale.ROOT),
        new ProgressView(training.done(), training.of()), training.author().name(), training.note(),
        training.startedAt(), training.endedAt().orElse(null), problems.isEmpty() ? null : problems,
        training.release().orElse(null), training.failure().orElse(null));
  }
}
