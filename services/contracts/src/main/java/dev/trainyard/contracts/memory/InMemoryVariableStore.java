package dev.trainyard.contracts.memory;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.Variable;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableStore;
import dev.trainyard.variable.VariableValue;
import dev.trainyard.variable.VariableValues;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Thread-safe: all state is used under the guard. Not encrypted: nothing of it is ever at rest. */
final class InMemoryVariableStore implements VariableStore {
  private final Guard guard;
  private final Map<BotId, NavigableMap<VariableName, Stored>> variables = new HashMap<>();
  private final Map<BotId, EnumMap<Stage, Long>> revisions = new HashMap<>();

  InMemoryVariableStore(Guard guard) {
    this.guard = guard;
  }

  private record Stored(int revision, Map<Stage, VariableValue> values, Map<Stage, Variable.Change> changes) {
    Variable named(VariableName name) {
      return new Variable(name, revision, changes);
    }
  }

  @Override
  public Variable put(BotId bot, VariableName name, Map<Stage, VariableValue> values, int expectedRevision, Author by,
      Instant at) {
    return guard.call("VariableStore.put", () -> {
      Stored before = current(bot, name, expectedRevision);
      if (before.revision() == 0 && of(bot).size() >= MOST) {
        throw new TrainyardException(ErrorCode.TOO_LARGE, "A bot has at most " + MOST + " variables; delete one.");
      }
      Map<Stage, VariableValue> next = new HashMap<>(before.values());
      Map<Stage, Variable.Change> changes = new HashMap<>(before.changes());
      values.forEach((stage, value) -> {
        next.put(stage, value);
        changes.put(stage, new Variable.Change(at, by));
        advance(bot, stage);
      });
      Stored after = new Stored(before.revision() + 1, next, changes);
      of(bot).put(name, after);
      return after.named(name);
    });
  }

  @Override
  public void delete(BotId bot, VariableName name, int expectedRevision) {
    guard.run("VariableStore.delete", () -> {
      if (of(bot).containsKey(name)) {
        Stored before = current(bot, name, expectedRevision);
        of(bot).remove(name);
        before.values().keySet().forEach(stage -> advance(bot, stage));
      }
    });
  }

  @Override
  public List<Variable> list(BotId bot) {
    return guard.call("VariableStore.list",
        () -> of(bot).entrySet().stream().map(entry -> entry.getValue().named(entry.getKey())).toList());
  }

  @Override
  public long revision(BotId bot, Stage stage) {
    return guard.call("VariableStore.revision", () -> revisionNow(bot, stage));
  }

  @Override
  public VariableValues values(BotId bot, Stage stage) {
    return guard.call("VariableStore.values", () -> {
      TreeMap<VariableName, VariableValue> values = new TreeMap<>();
      of(bot).forEach(
          (name, stored) -> Optional.ofNullable(stored.values().get(stage))
              .ifPresent(value -> values.put(name, value)));
      return new VariableValues(revisionNow(bot, stage), values);
    });
  }

  /** Called under the guard. */
  void forget(BotId bot) {
    variables.remove(bot);
    revisions.remove(bot);
  }

  private Stored current(BotId bot, VariableName name, int expectedRevision) {
    Stored stored = of(bot).getOrDefault(name, new Stored(0, Map.of(), Map.of()));
    if (stored.revision() != expectedRevision) {
      throw TrainyardException.conflict("variable " + name, stored.revision());
    }
    return stored;
  }

  private void advance(BotId bot, Stage stage) {
    revisions.computeIfAbsent(bot, absent -> new EnumMap<>(Stage.class)).merge(stage, 1L, Long::sum);
  }

  private long revisionNow(BotId bot, Stage stage) {
    return revisions.getOrDefault(bot, new EnumMap<>(Stage.class)).getOrDefault(stage, 0L);
  }

  private NavigableMap<VariableName, Stored> of(BotId bot) {
    return variables.computeIfAbsent(bot, absent -> new TreeMap<>());
  }
}
