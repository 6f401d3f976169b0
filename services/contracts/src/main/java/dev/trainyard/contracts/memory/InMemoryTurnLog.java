package dev.trainyard.contracts.memory;

import dev.trainyard.bot.BotId;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnLog;
import dev.trainyard.turn.TurnRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Thread-safe: all state is used under the guard. */
final class InMemoryTurnLog implements TurnLog {
  private final Guard guard;
  private final TreeMap<String, TurnRecord> latestFirst = new TreeMap<>();
  private final Map<String, String> keys = new HashMap<>();

  InMemoryTurnLog(Guard guard) {
    this.guard = guard;
  }

  @Override
  public void append(List<TurnRecord> turns) {
    guard.run("TurnLog.append", () -> turns.forEach(turn -> {
      String identity = identity(turn.bot(), turn.id());
      if (!keys.containsKey(identity)) {
        keys.put(identity, key(turn));
        latestFirst.put(key(turn), turn);
      }
    }));
  }

  @Override
  public Optional<TurnRecord> find(BotId bot, String id) {
    return guard.call("TurnLog.find",
        () -> Optional.ofNullable(keys.get(identity(bot, id))).map(latestFirst::get));
  }

  @Override
  public Page<TurnRecord> list(BotId bot, TurnFilter filter, PageRequest page) {
    return guard.call("TurnLog.list", () -> {
      TreeMap<String, TurnRecord> admitted = new TreeMap<>(latestFirst);
      admitted.values().removeIf(turn -> !turn.bot().equals(bot) || !filter.admits(turn));
      return Listing.byText(admitted, page);
    });
  }

  @Override
  public void prune(Instant before, long mostBytes) {
    guard.run("TurnLog.prune", () -> {
      latestFirst.values().removeIf(turn -> turn.at().isBefore(before));
      long bytes = latestFirst.values().stream().mapToLong(InMemoryTurnLog::size).sum();
      while (bytes > mostBytes) {
        bytes -= size(latestFirst.pollLastEntry().getValue());
      }
      keys.values().retainAll(latestFirst.keySet());
    });
  }

  /** Called under the guard. */
  void forget(BotId bot) {
    latestFirst.values().removeIf(turn -> turn.bot().equals(bot));
    keys.values().retainAll(latestFirst.keySet());
  }

  private static String identity(BotId bot, String id) {
    return bot + "/" + id;
  }

  private static String key(TurnRecord turn) {
    long descending = Long.MAX_VALUE - turn.at().toEpochMilli();
    return "%019d/%s".formatted(descending, identity(turn.bot(), turn.id()));
  }

  private static long size(TurnRecord turn) {
    return 200L + turn.input().size() + turn.output().size() + turn.log().size();
  }
}
