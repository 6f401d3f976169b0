package dev.trainyard.server.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.bot.Digest;
import dev.trainyard.release.NodeDiff;
import dev.trainyard.release.NodeState;
import dev.trainyard.release.ReleaseDiff;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How two states of a bot differ.
 *
 * @param nodes those that differ, by name
 * @param complete whether every changed code has its text
 */
@Serdeable
record DiffView(List<NodeDiffView> nodes, boolean complete) {

  /**
   * How a node differs.
   *
   * @param node which
   * @param kind added, removed or changed
   * @param code whether its code differs
   * @param settings whether its settings differ
   * @param before the node on the first side
   * @param after the node on the second side
   */
  @Serdeable
  record NodeDiffView(String node, String kind, boolean code, boolean settings,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SideView before,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SideView after) {

    static NodeDiffView of(NodeDiff diff) {
      return new NodeDiffView(diff.node().value(), diff.kind().text(), diff.code(), diff.settings(),
          diff.before().map(SideView::of).orElse(null), diff.after().map(SideView::of).orElse(null));
    }
  }

  /**
   * A node on one side.
   *
   * @param revision of its draft, 0 if it was never saved
   * @param digest SHA-256 of its code
   * @param code the text, where it differs
   * @param endNode whether it ends the conversation
   * @param timeoutSeconds how long main may take
   * @param memoryMb how much memory it may use
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record SideView(int revision, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String digest,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String code, boolean endNode, long timeoutSeconds,
      int memoryMb) {

    static SideView of(NodeState state) {
      return new SideView(state.revision(), state.digest().map(Digest::value).orElse(null), state.code().orElse(null),
          state.settings().endNode(), state.settings().timeout().toSeconds(), state.settings().memory().megabytes());
    }
  }

  static DiffView of(ReleaseDiff diff) {
    return new DiffView(diff.nodes().stream().map(NodeDiffView::of).toList(), diff.complete());
  }
}
