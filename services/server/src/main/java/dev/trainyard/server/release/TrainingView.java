package dev.trainyard.server.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.release.NodeProblem;
import dev.trainyard.release.NodeStep;
import dev.trainyard.release.Training;
import dev.trainyard.server.node.ProblemView;
import dev.trainyard.variable.UnknownVariable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
 * @param nodes how far each node is that is being published; only while the training runs on the server that is asked,
 * and of more than 500 nodes those alone that are at work
 * @param problems why it was refused, node by node
 * @param warnings what may fail turns: variables that the newest code reads and the bot lacks now; once it has ended
 * @param release the release that staging points to, if it succeeded
 * @param detail what failed
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record TrainingView(String id, String state, ProgressView progress, String author, String note, Instant startedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant endedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<NodeStepView> nodes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<NodeProblemView> problems,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<NodeProblemView> warnings,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer release,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String detail) {

  /**
   * How far it is.
   *
   * @param done how many nodes are published
   * @param of how many are to be
   */
  @Serdeable
  record ProgressView(int done, int of) {
  }

  /**
   * How far a node is.
   *
   * @param node which
   * @param state waiting, publishing or published
   */
  @Serdeable
  record NodeStepView(String node, String state) {

    static NodeStepView of(NodeStep step) {
      return new NodeStepView(step.node().value(), step.state().text());
    }
  }

  /**
   * Why a node cannot be trained, or may fail turns.
   *
   * @param node which
   * @param code syntax_error or not_saved; unknown_variable for a warning
   * @param detail what is wrong
   * @param line where, unless the node was never saved
   * @param column where, for a syntax error
   */
  @Serdeable
  record NodeProblemView(String node, String code, String detail,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer line,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer column) {

    static NodeProblemView of(NodeProblem problem) {
      ProblemView place = problem.place().map(ProblemView::of).orElse(null);
      return new NodeProblemView(problem.node().value(), problem.code(), problem.detail(),
          place == null ? null : place.line(), place == null ? null : place.column());
    }
  }

  /** A training as it was recorded. */
  static TrainingView of(Training training) {
    return of(training, List.of(), List.of());
  }

  /** A training with what is known beside its record. */
  static TrainingView of(Training training, List<NodeStep> steps, List<UnknownVariable> unknown) {
    List<NodeStepView> nodes = steps.stream().map(NodeStepView::of).toList();
    List<NodeProblemView> warnings = unknown.stream().flatMap(TrainingView::warnings).toList();
    List<NodeProblemView> problems = training.problems().stream().map(NodeProblemView::of).toList();
    return new TrainingView(training.id().value(), training.state().name().toLowerCase(Locale.ROOT),
        new ProgressView(training.done(), training.of()), training.author().name(), training.note(),
        training.startedAt(), training.endedAt().orElse(null), nodes.isEmpty() ? null : nodes,
        problems.isEmpty() ? null : problems,
        warnings.isEmpty() ? null : warnings,
        training.release().orElse(null), training.failure().orElse(null));
  }

  private static Stream<NodeProblemView> warnings(UnknownVariable unknown) {
    return unknown.places().stream()
        .map(place -> new NodeProblemView(place.node().value(), "unknown_variable",
            "The bot has no variable %s; add it, or correct the name.".formatted(unknown.name()), place.line(), null));
  }
}
