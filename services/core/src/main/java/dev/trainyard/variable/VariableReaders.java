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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final Map<Digest, Map<VariableName, Integer>> found = Collections
      .synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Map<VariableName, Integer>> eldest) {
          return size() > MOST_KEPT;
        }
      });

  VariableReaders(NodeStore nodes, DraftStore drafts, CodeStore codes) {
    this.nodes = nodes;
    this.drafts = drafts;
    this.codes = codes;
  }

  /** The nodes that read a variable, with the first line where they do, by the variable's name. */
  SortedMap<VariableName, SortedMap<NodeName, Integer>> of(BotId bot) {
    Map<NodeId, NodeName> names = Page.all(page -> nodes.list(bot, page)).stream()
        .collect(Collectors.toMap(node -> node.id(), node -> node.name()));
    SortedMap<VariableName, SortedMap<NodeName, Integer>> readers = new TreeMap<>();
    for (DraftRevision draft : drafts.newestOfAll(bot)) {
      NodeName name = names.get(draft.node());
      if (name != null) {
        uses(draft.code())
            .forEach((used, line) -> readers.computeIfAbsent(used, _ -> new TreeMap<>()).put(name, line));
      }
    }
    return readers;
  }

  private Map<VariableName, Integer> uses(Digest code) {
    Map<VariableName, Integer> known = found.get(code);
    if (known == null) {
      String source = codes.get(code).map(NodeCode::decode).map(NodeCode::source).orElse("");
      known = VariableUses.find(source).stream()
          .collect(Collectors.toUnmodifiableMap(VariableUse::name, VariableUse::line, Math::min));
      found.put(code, known);
    }
    return known;
  }
}
