package dev.trainyard.release;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.page.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads all drafts of a bot in a handful of store calls. Thread-safe: it holds no state. */
final class BotDrafts {
  private final NodeStore nodes;
  private final DraftStore drafts;

  BotDrafts(NodeStore nodes, DraftStore drafts) {
    this.nodes = nodes;
    this.drafts = drafts;
  }

  SortedMap<NodeName, DraftNode> of(BotId bot) {
    List<Node> all = Page.all(page -> nodes.list(bot, page));
    Map<NodeId, DraftRevision> newest = drafts.newestOfAll(bot).stream()
        .collect(Collectors.toMap(DraftRevision::node, Function.identity()));
    SortedMap<NodeName, DraftNode> byName = new TreeMap<>();
    all.forEach(node -> byName.put(node.name(), new DraftNode(node, Optional.ofNullable(newest.get(node.id())))));
    return byName;
  }

  /** The nodes that a release lacks, holds otherwise, or holds though they are gone. */
  static SortedSet<NodeName> untrained(SortedMap<NodeName, DraftNode> drafts,
      SortedMap<NodeName, ReleasedNode> released) {
    SortedSet<NodeName> untrained = new TreeSet<>(released.keySet());
    untrained.removeAll(drafts.keySet());
    drafts.forEach((name, draft) -> {
      ReleasedNode held = released.get(name);
      if (held == null || !draft.sameAs(held)) {
        untrained.add(name);
      }
    });
    return untrained;
  }
}
