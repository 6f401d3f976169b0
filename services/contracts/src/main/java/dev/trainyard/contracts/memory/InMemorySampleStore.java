package dev.trainyard.contracts.memory;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.Sample;
import dev.trainyard.bot.SampleName;
import dev.trainyard.bot.SampleStore;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Thread-safe: all state is used under the guard. */
final class InMemorySampleStore implements SampleStore {
  private final Guard guard;
  private final Map<NodeId, NavigableMap<SampleName, Sample>> samples = new HashMap<>();
  private final Map<NodeId, BotId> owners = new HashMap<>();

  InMemorySampleStore(Guard guard) {
    this.guard = guard;
  }

  @Override
  public void put(BotId bot, Sample sample) {
    guard.run("SampleStore.put", () -> {
      NavigableMap<SampleName, Sample> stored = of(sample.node());
      int current = Optional.ofNullable(stored.get(sample.name())).map(Sample::revision).orElse(0);
      if (sample.revision() != current + 1) {
        throw TrainyardException.conflict("sample " + sample.name(), current);
      }
      if (current == 0 && stored.size() >= MOST) {
        throw new TrainyardException(ErrorCode.TOO_LARGE, "A node has at most " + MOST + " samples; delete one.");
      }
      stored.put(sample.name(), sample);
      owners.put(sample.node(), bot);
    });
  }

  @Override
  public Optional<Sample> find(NodeId node, SampleName name) {
    return guard.call("SampleStore.find", () -> Optional.ofNullable(of(node).get(name)));
  }

  @Override
  public List<Sample> list(NodeId node) {
    return guard.call("SampleStore.list", () -> List.copyOf(of(node).values()));
  }

  @Override
  public void delete(NodeId node, SampleName name) {
    guard.run("SampleStore.delete", () -> of(node).remove(name));
  }

  /** Called under the guard. */
  void forget(NodeId node) {
    samples.remove(node);
    owners.remove(node);
  }

  /** Called under the guard. */
  void forget(BotId bot) {
    owners.entrySet().stream().filter(owner -> owner.getValue().equals(bot)).map(Map.Entry::getKey).toList()
        .forEach(this::forget);
  }

  private NavigableMap<SampleName, Sample> of(NodeId node) {
    return samples.computeIfAbsent(node, absent -> new TreeMap<>());
  }
}
