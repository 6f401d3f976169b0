package dev.trainyard.aws.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trainyard.aws.store.Parameters.Version;
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
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Variables: their values in SSM, everything else in DynamoDB. SSM compares nothing when it writes, so a value is
 * written there first, and seen only once the table's index names its version. That is one conditional write, for all
 * stages of a call. Values are read by version and kept, since a version never changes. Thread-safe.
 */
final class SsmVariableStore implements VariableStore {
  private static final String COUNT = "count";
  private static final String LEFT = "parameters_left";
  private static final long MOST_KEPT = 64L * 1024 * 1024;
  private static final int ATTEMPTS = 10;
  /** A version that was written a moment ago need not be seen everywhere yet. */
  private static final RetryConfig AGAIN = RetryConfig.custom().maxAttempts(7)
      .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(50), 1.8, 0.3))
      .retryOnException(failure -> failure instanceof TryAgain).build();

  private final Table table;
  private final Parameters parameters;
  private final Cache<Version, VariableValue> kept = Caffeine.newBuilder().maximumWeight(MOST_KEPT)
      .weigher((Version version, VariableValue value) -> 256 + 2 * value.text().length()).build();

  SsmVariableStore(Table table, Parameters parameters) {
    this.table = table;
    this.parameters = parameters;
  }

  @Override
  public Variable put(BotId bot, VariableName name, Map<Stage, VariableValue> values, int expectedRevision, Author by,
      Instant at) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<StoredVariable> present = find(bot, name);
      check(name, present, expectedRevision);
      StoredVariable changed = present.orElseGet(() -> unborn(bot, name)).with(values.keySet(), by, at);
      Map<Version, VariableValue> written = new LinkedHashMap<>();
      values.forEach((stage, value) -> written.put(parameters.put(bot, stage, name, changed.life(), value), value));
      Optional<Refusal> refusal = table.write(changes(bot, changed, written.keySet()));
      if (refusal.isEmpty()) {
        kept.putAll(written);
        return changed.variable();
      }
      switch (refusal.get().part()) {
        case 0 -> throw conflict(name, refusal.get().stored(StoredVariable.REVISION));
        case 1 -> throw tooMany();
        // Somebody made and deleted the variable in between: it begins yet another life.
        default -> parameters.delete(bot, name, changed.life(), values.keySet());
      }
    }
    throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
        "The variable %s is made and deleted again and again; try again in a moment.".formatted(name));
  }

  /** What is not there yet; refused at once where there are too many, before a value is written for nothing. */
  private StoredVariable unborn(BotId bot, VariableName name) {
    int count = table.find(Keys.variableRevisions(bot)).flatMap(row -> row.optionalInteger(COUNT)).orElse(0);
    if (count >= MOST) {
      throw tooMany();
    }
    int lives = table.find(Keys.goneVariable(bot, name)).map(row -> row.integer(StoredVariable.LIFE)).orElse(0);
    return new StoredVariable(new Variable(name, 0, Map.of()), lives + 1);
  }

  private static Part[] changes(BotId bot, StoredVariable changed, Collection<Version> versions) {
    boolean isNew = changed.variable().revision() == 1;
    List<Part> changes = new ArrayList<>();
    Condition before = isNew ? Condition.absent() : isStill(changed, changed.variable().revision() - 1);
    changes.add(Change.put(changed.row(bot), before));
    Change revisions = Change.of(Keys.variableRevisions(bot)).add(COUNT, isNew ? 1 : 0);
    versions.forEach(version -> revisions.add(version.stage().text(), 1));
    if (isNew) {
      changes.add(revisions.when(Condition.lacks(COUNT).or(Condition.below(COUNT, MOST))));
      changes.add(Change.check(Keys.goneVariable(bot, changed.variable().name()),
          Condition.at(StoredVariable.LIFE, changed.life() - 1)));
    } else {
      changes.add(revisions.whatever());
    }
    versions.forEach(version -> changes.add(VariableIndex.with(version).whatever()));
    return changes.toArray(Part[]::new);
  }

  @Override
  public void delete(BotId bot, VariableName name, int expectedRevision) {
    Optional<StoredVariable> present = find(bot, name);
    if (present.isPresent()) {
      check(name, present, expectedRevision);
      forget(bot, present.get());
    }
    deleteParameters(bot, name);
  }

  private void forget(BotId bot, StoredVariable gone) {
    Variable variable = gone.variable();
    Change revisions = Change.of(Keys.variableRevisions(bot)).add(COUNT, -1);
    List<Part> changes = new ArrayList<>();
    changes.add(Change.delete(Keys.variable(bot, variable.name()), isStill(gone, variable.revision())));
    changes.add(Change.put(Row.at(Keys.goneVariable(bot, variable.name())).with(StoredVariable.LIFE, gone.life())
        .with(LEFT, true)));
    for (Stage stage : variable.values().keySet()) {
      revisions.add(stage.text(), 1);
      changes.add(VariableIndex.without(bot, stage, variable.name()).whatever());
    }
    changes.add(revisions.whatever());
    table.write(changes.toArray(Part[]::new)).filter(refusal -> refusal.stored().isPresent())
        .ifPresent(refusal -> {
          throw conflict(variable.name(), refusal.stored(StoredVariable.REVISION));
        });
  }

  /** Also what an earlier deletion left because its server died. */
  private void deleteParameters(BotId bot, VariableName name) {
    Key key = Keys.goneVariable(bot, name);
    table.find(key).filter(row -> row.has(LEFT)).map(row -> row.integer(StoredVariable.LIFE)).ifPresent(life -> {
      parameters.delete(bot, name, life, List.of(Stage.values()));
      table.write(Change.of(key).remove(LEFT).when(Condition.is(StoredVariable.LIFE, life)));
    });
  }

  @Override
  public List<Variable> list(BotId bot) {
    return table.first(Range.of(Keys.variables(bot), Keys.VARIABLE), MOST).stream()
        .map(row -> StoredVariable.of(row).variable()).toList();
  }

  @Override
  public long revision(BotId bot, Stage stage) {
    return table.find(Keys.variableRevisions(bot)).filter(row -> row.has(stage.text()))
        .map(row -> row.number(stage.text())).orElse(0L);
  }

  /** One item names all versions, so they are of one moment, however long it takes to fetch them. */
  @Override
  public VariableValues values(BotId bot, Stage stage) {
    try {
      return Retry.of("read variables", AGAIN).executeSupplier(() -> valuesNow(bot, stage));
    } catch (TryAgain inVain) {
      throw inVain.refusal("give all variables of stage " + stage.text()
          + "; if it stays so, a parameter was removed by hand: set that variable anew");
    }
  }

  private VariableValues valuesNow(BotId bot, Stage stage) {
    Optional<Row> row = table.find(Keys.variableIndex(bot, stage));
    if (row.isEmpty()) {
      return VariableValues.NONE;
    }
    VariableIndex index = VariableIndex.of(bot, stage, row.get());
    Map<Version, VariableValue> found = new HashMap<>(kept.getAllPresent(index.versions()));
    Collection<Version> missing = index.versions().stream().filter(version -> !found.containsKey(version)).toList();
    Map<Version, VariableValue> fetched = parameters.get(missing);
    kept.putAll(fetched);
    found.putAll(fetched);
    SortedMap<VariableName, VariableValue> values = new TreeMap<>();
    found.forEach((version, value) -> values.put(version.name(), value));
    if (values.size() < index.versions().size()) {
      throw new TryAgain();
    }
    return new VariableValues(index.revision(), values);
  }

  private Optional<StoredVariable> find(BotId bot, VariableName name) {
    return table.find(Keys.variable(bot, name)).map(StoredVariable::of);
  }

  private static Condition isStill(StoredVariable stored, int revision) {
    return Condition.is(StoredVariable.REVISION, revision).and(Condition.is(StoredVariable.LIFE, stored.life()));
  }

  private static void check(VariableName name, Optional<StoredVariable> present, int expected) {
    int revision = present.map(stored -> stored.variable().revision()).orElse(0);
    if (revision != expected) {
      throw conflict(name, revision);
    }
  }

  private static TrainyardException conflict(VariableName name, int current) {
    return TrainyardException.conflict("variable " + name, current);
  }

  private static TrainyardException tooMany() {
    return new TrainyardException(ErrorCode.TOO_LARGE,
        "A bot has at most %d variables; delete one first.".formatted(MOST));
  }
}
