package dev.trainyard.contracts.memory;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.NodeId;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Thread-safe: all state is used under the guard. */
final class InMemoryDraftStore implements DraftStore {
  private final Guard guard;
  private final Map<NodeId, NavigableMap<Integer, DraftRevision>> drafts = new HashMap<>();
  private final Map<NodeId, BotId> owners = new HashMap<>();

  InMemoryDraftStore(Guard guard) {
    this.guard = guard;
  }

  @Override
  public void append(BotId bot, DraftRevision draft) {
    guard.run("DraftStore.append", () -> {
      NavigableMap<Integer, DraftRevision> revisions = of(draft.node());
      int newest = revisions.isEmpty() ? 0 : revisions.lastKey();
      if (draft.revision() != newest + 1) {
        throw TrainyardException.conflict("code", newest);
      }
      revisions.put(draft.revision(), draft);
      owners.put(draft.node(), bot);
    });
  }

  @Override
  public Optional<DraftRevision> newest(NodeId node) {
    return guard.call("DraftStore.newest",
        () -> Optional.ofNullable(of(node).lastEntry()).map(Map.Entry::getValue));
  }

  @Override
  public Optional<DraftRevision> find(NodeId node, int revision) {
    return guard.call("DraftStore.find", () -> Optional.ofNullable(of(node).get(revision)));
  }

  @Override
  public Page<DraftRevision> history(NodeId node, PageRequest page) {
    return guard.call("DraftStore.history", () -> Listing.byNumber(of(node), page));
  }

  @Override
  public List<DraftRevision> newestOfAll(BotId bot) {
    return guard.call("DraftStore.newestOfAll",
        () -> owners.entrySet().stream().filter(owner -> owner.getValue().equals(bot))
            .map(owner -> of(owner.getKey()).lastEntry().getValue()).toList());
  }

  /** Called under the guard. */
  void forget(NodeId node) {
    drafts.remove(node);
    owners.remove(node);
  }

  /** Called under the guard. */
  void forget(BotId bot) {
    owners.entrySet().stream().filter(owner -> owner.getValue().equals(bot)).map(Map.Entry::getKey).toList()
        .forEach(this::forget);
  }

  private NavigableMap<Integer, DraftRevision> of(NodeId node) {
    return drafts.computeIfAbsent(node, absent -> new TreeMap<>());
  }
}
