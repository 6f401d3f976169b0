package dev.trainyard.variable;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.page.Page;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells which nodes' newest drafts read which variables. Code never changes under its digest, so what was found in it
 * is kept, for at most {@value #MOST_KEPT} digests, the least used forgotten first. Thread-safe: the map has a lock of
 * its own.
 */
final class VariableReaders {
  private static final int MOST_KEPT = 20_000;

  private final NodeStore nodes;
  private final DraftStore drafts;
  private final CodeStore codes;
  private final Map<Digest, Set<VariableName>> found = Collections
      .synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Set<VariableName>> eldest) {
          return size() > MOST_KEPT;
        }
      });

  VariableReaders(NodeStore nodes, DraftStore drafts, CodeStore codes) {
    this.nodes = nodes;
    this.drafts = drafts;
    this.codes = codes;
  }

  Map<VariableName, SortedSet<NodeName>> of(BotId bot) {
    Map<NodeId, NodeName> names = Page.all(page -> nodes.list(bot, page)).stream()
        .collect(Collectors.toMap(node -> node.id(), node -> node.name()));
    Map<VariableName, SortedSet<NodeName>> readers = new HashMap<>();
    for (DraftRevision draft : drafts.newestOfAll(bot)) {
      NodeName name = names.get(draft.node());
      if (name != null) {
        uses(draft.code()).forEach(used -> readers.computeIfAbsent(used, _ -> new TreeSet<>()).add(name));
      }
    }
    return readers;
  }

  private Set<VariableName> uses(Digest code) {
    Set<VariableName> known = found.get(code);
    if (known == null) {
      String source = codes.get(code).map(NodeCode::decode).map(NodeCode::source).orElse("");
      known = VariableUses.find(source).stream().map(VariableUse::name).collect(Collectors.toUnmodifiableSet());
      found.put(code, known);
    }
    return known;
  }
}
