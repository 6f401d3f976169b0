package dev.trainyard.local.store;

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
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Variables in SQLite, their values sealed. Sealing and opening happen on the caller's thread. Thread-safe. */
final class SqliteVariableStore implements VariableStore {
  private final SqlFile file;
  private final VariableCipher cipher;

  SqliteVariableStore(SqlFile file, VariableCipher cipher) {
    this.file = file;
    this.cipher = cipher;
  }

  @Override
  public Variable put(BotId bot, VariableName name, Map<Stage, VariableValue> values, int expectedRevision, Author by,
      Instant at) {
    Map<Stage, byte[]> sealed = new EnumMap<>(Stage.class);
    values.forEach((stage, value) -> sealed.put(stage, cipher.seal(value, bot, stage, name)));
    return file.write(sql -> {
      check(name, stored(sql, bot, name), expectedRevision);
      if (expectedRevision == 0 && count(sql, bot) >= MOST) {
        throw new TrainyardException(ErrorCode.TOO_LARGE,
            "A bot has at most %d variables; delete one first.".formatted(MOST));
      }
      sql.change("""
          INSERT INTO variable (bot_id, name, revision) VALUES (?, ?, ?)
          ON CONFLICT (bot_id, name) DO UPDATE SET revision = excluded.revision""", bot.value(), name.value(),
          expectedRevision + 1);
      for (Map.Entry<Stage, byte[]> value : sealed.entrySet()) {
        sql.change("""
            INSERT INTO variable_value (bot_id, stage, name, sealed, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (bot_id, stage, name) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at,
            changed_by = excluded.changed_by""", bot.value(), value.getKey().text(), name.value(), value.getValue(), at,
            by.name());
        advance(sql, bot, value.getKey());
      }
      return new Variable(name, expectedRevision + 1, changes(sql, bot, name));
    });
  }

  @Override
  public void delete(BotId bot, VariableName name, int expectedRevision) {
    file.write(sql -> {
      int stored = stored(sql, bot, name);
      if (stored == 0) {
        return 0;
      }
      check(name, stored, expectedRevision);
      for (Stage stage : changes(sql, bot, name).keySet()) {
        advance(sql, bot, stage);
      }
      return sql.change("DELETE FROM variable WHERE bot_id = ? AND name = ?", bot.value(), name.value());
    });
  }

  @Override
  public List<Variable> list(BotId bot) {
    SortedMap<VariableName, Variable> variables = new TreeMap<>();
    file.read(sql -> sql.list("""
        SELECT name, revision, stage, changed_at, changed_by
        FROM variable LEFT JOIN variable_value USING (bot_id, name) WHERE bot_id = ?""", SqliteVariableStore::variable,
        bot.value())).forEach(part -> variables.merge(part.name(), part, SqliteVariableStore::joined));
    return List.copyOf(variables.values());
  }

  @Override
  public long revision(BotId bot, Stage stage) {
    return file.read(sql -> sql.one("SELECT revision FROM variable_revision WHERE bot_id = ? AND stage = ?",
        row -> row.number("revision"), bot.value(), stage.text())).orElse(0L);
  }

  /** One statement, so that the revision and the values are of one moment. */
  @Override
  public VariableValues values(BotId bot, Stage stage) {
    List<SealedValue> rows = file.read(sql -> sql.list("""
        SELECT revision, name, sealed FROM variable_revision LEFT JOIN variable_value USING (bot_id, stage)
        WHERE bot_id = ? AND stage = ?""", SqliteVariableStore::sealedValue, bot.value(), stage.text()));
    SortedMap<VariableName, VariableValue> values = new TreeMap<>();
    rows.forEach(row -> row.name()
        .ifPresent(name -> values.put(name, cipher.open(row.sealed(), bot, stage, name))));
    return new VariableValues(rows.isEmpty() ? 0 : rows.getFirst().revision(), values);
  }

  /** Opens one value, if there is any: a wrong or missing key is to be known at the start, not at a turn. */
  void checkKey() {
    file.read(sql -> sql.one("SELECT bot_id, stage, name, sealed FROM variable_value LIMIT 1",
        row -> opening(new BotId(row.text("bot_id")), Stage.parse(row.text("stage")),
            new VariableName(row.text("name")), row.bytes("sealed"))))
        .ifPresent(Runnable::run);
  }

  private Runnable opening(BotId bot, Stage stage, VariableName name, byte[] sealed) {
    return () -> cipher.open(sealed, bot, stage, name);
  }

  private static int stored(SqlSession sql, BotId bot, VariableName name) throws SQLException {
    return sql.one("SELECT revision FROM variable WHERE bot_id = ? AND name = ?", row -> row.integer("revision"),
        bot.value(), name.value()).orElse(0);
  }

  private static void check(VariableName name, int stored, int expected) {
    if (stored != expected) {
      throw TrainyardException.conflict("variable " + name, stored);
    }
  }

  private static int count(SqlSession sql, BotId bot) throws SQLException {
    return sql
        .one("SELECT count(*) AS variables FROM variable WHERE bot_id = ?", row -> row.integer("variables"),
            bot.value())
        .orElse(0);
  }

  private static void advance(SqlSession sql, BotId bot, Stage stage) throws SQLException {
    sql.change("""
        INSERT INTO variable_revision (bot_id, stage, revision) VALUES (?, ?, 1)
        ON CONFLICT (bot_id, stage) DO UPDATE SET revision = revision + 1""", bot.value(), stage.text());
  }

  private static Map<Stage, Variable.Change> changes(SqlSession sql, BotId bot, VariableName name)
      throws SQLException {
    return sql.list("""
        SELECT name, 1 AS revision, stage, changed_at, changed_by FROM variable_value WHERE bot_id = ? AND name = ?""",
        SqliteVariableStore::variable, bot.value(), name.value()).stream().reduce(SqliteVariableStore::joined)
        .map(Variable::values).orElse(Map.of());
  }

  /** The variable with the value of one stage, or with none. */
  private static Variable variable(Row row) throws SQLException {
    Map<Stage, Variable.Change> change = new EnumMap<>(Stage.class);
    Optional<String> stage = row.optionalText("stage");
    if (stage.isPresent()) {
      change.put(Stage.parse(stage.get()),
          new Variable.Change(row.instant("changed_at"), new Author(row.text("changed_by"))));
    }
    return new Variable(new VariableName(row.text("name")), row.integer("revision"), change);
  }

  private static Variable joined(Variable one, Variable other) {
    Map<Stage, Variable.Change> both = new EnumMap<>(Stage.class);
    both.putAll(one.values());
    both.putAll(other.values());
    return new Variable(one.name(), one.revision(), both);
  }

  private static SealedValue sealedValue(Row row) throws SQLException {
    Optional<VariableName> name = row.optionalText("name").map(VariableName::new);
    return new SealedValue(row.number("revision"), name, name.isPresent() ? row.bytes("sealed") : new byte[0]);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record SealedValue(long revision, Optional<VariableName> name, byte[] sealed) {
  }
}
