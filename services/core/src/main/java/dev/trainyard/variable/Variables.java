package dev.trainyard.variable;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotChanges;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Bots;
import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeStore;
import dev.trainyard.bot.Precondition;
import dev.trainyard.bot.PutResult;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Sets and lists the variables of bots. Thread-safe. */
public final class Variables {
  private static final int MOST_UNKNOWN = 500;

  private final Bots bots;
  private final VariableStore store;
  private final VariableReaders readers;
  private final BotChanges changes;
  private final InstantSource clock;

  public Variables(Bots bots, VariableStore store, NodeStore nodes, DraftStore drafts, CodeStore codes,
      BotChanges changes, InstantSource clock) {
    this.bots = bots;
    this.store = store;
    this.readers = new VariableReaders(nodes, drafts, codes);
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Lists a bot's variables without values.
   *
   * @param bot whose
   * @return the variables and which nodes read them
   * @throws TrainyardException {@code not_found}
   */
  public VariableList list(BotName bot) {
    BotId id = bots.find(bot).id();
    long revision = store.revision(id, Stage.STAGING) + store.revision(id, Stage.PRODUCTION);
    List<Variable> variables = store.list(id);
    SortedMap<VariableName, SortedMap<NodeName, Integer>> usedBy = readers.of(id);
    return new VariableList(
        variables.stream().map(variable -> new VariableItem(variable,
            List.copyOf(usedBy.getOrDefault(variable.name(), Collections.emptySortedMap()).keySet()))).toList(),
        unknown(variables, usedBy), revision);
  }

  /**
   * Lists names that the newest drafts read and no variable has.
   *
   * @param bot whose
   * @return by name, ascending; at most 500
   * @throws TrainyardException {@code not_found}
   */
  public List<UnknownVariable> unknown(BotName bot) {
    BotId id = bots.find(bot).id();
    return unknown(store.list(id), readers.of(id));
  }

  /**
   * Gives the values of a stage. Only for somebody who may see them.
   *
   * @param bot whose
   * @param stage where
   * @return the values
   * @throws TrainyardException {@code not_found}
   */
  public VariableValues reveal(BotName bot, Stage stage) {
    return store.values(bots.find(bot).id(), stage);
  }

  /**
   * Sets the values of a variable, which is made if it is absent. Takes effect at the next turn.
   *
   * @param bot whose
   * @param name its name
   * @param staging its value on staging, empty to leave what is there
   * @param production its value on production, empty to leave what is there
   * @param precondition the variable's revision that the caller read
   * @param author who sets it
   * @return the variable
   * @throws TrainyardException {@code not_found} without the bot, {@code invalid} without a value, {@code conflict},
   * {@code precondition_required}, {@code too_large} when the bot has too many
   */
  public PutResult<Variable> put(BotName bot, VariableName name, Optional<VariableValue> staging,
      Optional<VariableValue> production, Precondition precondition, Author author) {
    Map<Stage, VariableValue> values = new EnumMap<>(Stage.class);
    staging.ifPresent(value -> values.put(Stage.STAGING, value));
    production.ifPresent(value -> values.put(Stage.PRODUCTION, value));
    if (values.isEmpty()) {
      throw TrainyardException.invalid("", "Give a value for staging, for production or for both.");
    }
    BotId id = bots.find(bot).id();
    PutResult<Variable> result = precondition.attempt(() -> {
      Optional<Variable> present = find(id, name);
      if (present.isEmpty()) {
        precondition.checkAbsent(what(name));
      } else {
        precondition.check(what(name), present.get().revision());
      }
      int expected = present.map(Variable::revision).orElse(0);
      return new PutResult<>(store.put(id, name, values, expected, author, clock.instant()), present.isEmpty());
    });
    changes.changed(bot);
    return result;
  }

  /**
   * Removes a variable from all stages. Takes effect at the next turn.
   *
   * @param bot whose
   * @param name its name
   * @param precondition the variable's revision that the caller read
   * @throws TrainyardException {@code not_found}, {@code conflict}, {@code precondition_required}
   */
  public void delete(BotName bot, VariableName name, Precondition precondition) {
    BotId id = bots.find(bot).id();
    precondition.attempt(() -> {
      Variable present = find(id, name).orElseThrow(() -> TrainyardException.notFound(what(name) + " in bot " + bot));
      precondition.check(what(name), present.revision());
      store.delete(id, name, present.revision());
      return present;
    });
    changes.changed(bot);
  }

  private static List<UnknownVariable> unknown(List<Variable> variables,
      SortedMap<VariableName, SortedMap<NodeName, Integer>> usedBy) {
    Set<VariableName> known = variables.stream().map(Variable::name).collect(Collectors.toSet());
    return usedBy.entrySet().stream().filter(used -> !known.contains(used.getKey())).limit(MOST_UNKNOWN)
        .map(used -> new UnknownVariable(used.getKey(), used.getValue().entrySet().stream()
            .map(place -> new UnknownVariable.Place(place.getKey(), place.getValue())).toList()))
        .toList();
  }

  private Optional<Variable> find(BotId bot, VariableName name) {
    return store.list(bot).stream().filter(variable -> variable.name().equals(name)).findFirst();
  }

  private static String what(VariableName name) {
    return "variable " + name;
  }
}
