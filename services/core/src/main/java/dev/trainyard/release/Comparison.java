package dev.trainyard.release;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares two states of a bot. Confined to one thread. */
final class Comparison {
  private static final int MOST_CHARACTERS = 16_000_000;

  private final CodeStore codes;
  private int budget = MOST_CHARACTERS;
  private boolean complete = true;

  Comparison(CodeStore codes) {
    this.codes = codes;
  }

  /**
   * A node of one side.
   *
   * @param id its id
   * @param state without text
   */
  record Side(NodeId id, NodeState state) {
  }

  static SortedMap<NodeName, Side> released(Manifest manifest) {
    SortedMap<NodeName, Side> sides = new TreeMap<>();
    manifest.nodes().forEach((name, node) -> sides.put(name, new Side(node.id(),
        new NodeState(node.draftRevision(), node.settings(), Optional.of(node.code()), Optional.empty()))));
    return sides;
  }

  static SortedMap<NodeName, Side> drafted(SortedMap<NodeName, DraftNode> drafts) {
    SortedMap<NodeName, Side> sides = new TreeMap<>();
    drafts.forEach((name, node) -> sides.put(name, new Side(node.node().id(),
        new NodeState(node.draft().map(draft -> draft.revision()).orElse(0), node.node().settings(),
            node.draft().map(draft -> draft.code()), Optional.empty()))));
    return sides;
  }

  ReleaseDiff of(SortedMap<NodeName, Side> before, SortedMap<NodeName, Side> after) {
    TreeSet<NodeName> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<NodeDiff> diffs = new ArrayList<>();
    for (NodeName name : names) {
      Optional<Side> first = Optional.ofNullable(before.get(name));
      Optional<Side> second = Optional.ofNullable(after.get(name));
      boolean code = !first.flatMap(side -> side.state().digest())
          .equals(second.flatMap(side -> side.state().digest()));
      boolean settings = !first.map(side -> side.state().settings())
          .equals(second.map(side -> side.state().settings()));
      boolean anew = !first.map(Side::id).equals(second.map(Side::id));
      if (code || settings || anew) {
        diffs.add(new NodeDiff(name, kind(first.isPresent(), second.isPresent()), code, settings,
            first.map(side -> withText(side.state(), code)), second.map(side -> withText(side.state(), code))));
      }
    }
    return new ReleaseDiff(diffs, complete);
  }

  private static NodeDiff.Kind kind(boolean before, boolean after) {
    if (before && after) {
      return NodeDiff.Kind.CHANGED;
    }
    return after ? NodeDiff.Kind.ADDED : NodeDiff.Kind.REMOVED;
  }

  private NodeState withText(NodeState state, boolean wanted) {
    if (!wanted || state.digest().isEmpty()) {
      return state;
    }
    Optional<String> text = budget > 0 ? text(state.digest().get()) : Optional.empty();
    complete &= text.isPresent();
    budget -= text.map(String::length).orElse(0);
    return text.map(state::with).orElse(state);
  }

  private Optional<String> text(Digest digest) {
    return codes.get(digest).map(NodeCode::decode).map(NodeCode::source);
  }
}
