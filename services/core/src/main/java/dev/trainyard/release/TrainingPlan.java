package dev.trainyard.release;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a training is to release, and which of it has to be published.
 *
 * @param bot whose
 * @param nodes all nodes of the release, by name
 */
record TrainingPlan(Bot bot, List<PlannedNode> nodes) {

  /** Plans a release of drafts that have no problems. */
  static TrainingPlan of(Bot bot, Collection<DraftNode> drafts, RuntimeCatalog catalog, Optional<Manifest> newest) {
    Map<NodeId, ReleasedNode> released = newest.map(Manifest::nodes).orElse(new TreeMap<>()).values().stream()
        .collect(Collectors.toMap(ReleasedNode::id, node -> node));
    List<PlannedNode> planned = new ArrayList<>();
    for (DraftNode draft : drafts) {
      DraftRevision revision = draft.draft().orElseThrow();
      FunctionSpec spec = new FunctionSpec(revision.code(), catalog.runtime(), catalog.layers(),
          draft.node().settings().timeout(), draft.node().settings().memory());
      Optional<FunctionVersion> present = Optional.ofNullable(released.get(draft.node().id()))
          .map(ReleasedNode::version).filter(version -> version.spec().equals(spec));
      planned.add(new PlannedNode(draft, revision, spec, present));
    }
    return new TrainingPlan(bot, planned);
  }

  /** Why drafts cannot be trained, for every wrong node. */
  static List<NodeProblem> problems(Collection<DraftNode> drafts) {
    List<NodeProblem> problems = new ArrayList<>();
    for (DraftNode draft : drafts) {
      if (draft.draft().isEmpty()) {
        problems.add(new NodeProblem(draft.name(), "not_saved", "The node's code was never saved.", Optional.empty()));
      } else {
        for (CodeProblem problem : draft.draft().get().problems()) {
          problems.add(new NodeProblem(draft.name(), "syntax_error", problem.message(), Optional.of(problem)));
        }
      }
    }
    return problems;
  }

  List<PlannedNode> toPublish() {
    return nodes.stream().filter(node -> node.present().isEmpty()).toList();
  }

  /** The release, once everything is published. */
  Manifest manifest(Map<NodeName, FunctionVersion> published) {
    SortedMap<NodeName, ReleasedNode> released = new TreeMap<>();
    for (PlannedNode node : nodes) {
      NodeName name = node.draft().name();
      FunctionVersion version = node.present().or(() -> Optional.ofNullable(published.get(name))).orElseThrow();
      released.put(name, new ReleasedNode(node.draft().node().id(), name, node.revision().revision(),
          node.draft().node().settings(), version));
    }
    return new Manifest(bot.id(), released);
  }

  /** Whether a release holds all this already. */
  boolean isHeldBy(Manifest release) {
    return nodes.size() == release.nodes().size() && nodes.stream().allMatch(node -> {
      ReleasedNode held = release.nodes().get(node.draft().name());
      return held != null && node.present().isPresent() && node.draft().sameAs(held);
    });
  }

  /**
   * A node of the release.
   *
   * @param draft the node
   * @param revision its revision to release
   * @param spec how its function is to behave
   * @param present the version that the newest release has of just this
   */
  record PlannedNode(DraftNode draft, DraftRevision revision, FunctionSpec spec, Optional<FunctionVersion> present) {

    NodeFunction function(Bot bot) {
      return new NodeFunction(bot.id(), draft.node().id(), bot.name(), draft.name());
    }
  }
}
