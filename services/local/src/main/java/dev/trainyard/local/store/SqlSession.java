package dev.trainyard.local.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A connection that keeps its statements prepared. Not thread-safe: one thread at a time. Values are bound, never
 * written into the SQL: texts, integers, longs, booleans, byte arrays, instants, and optionals of these.
 */
final class SqlSession implements AutoCloseable {
  private static final int MOST_STATEMENTS = 128;

  private final Connection connection;
  private final LinkedHashMap<String, PreparedStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);

  SqlSession(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement and says how many rows it changed. */
  int change(String sql, Object... values) throws SQLException {
    return using(sql, PreparedStatement::executeUpdate, values);
  }

  <T> Optional<T> one(String sql, Row.Mapping<T> mapping, Object... values) throws SQLException {
    return using(sql, statement -> {
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of(mapping.map(new Row(result))) : Optional.empty();
      }
    }, values);
  }

  <T> List<T> list(String sql, Row.Mapping<T> mapping, Object... values) throws SQLException {
    return listWhile(sql, mapping, () -> true, values);
  }

  /** Stops after the row at which {@code more} says no. */
  <T> List<T> listWhile(String sql, Row.Mapping<T> mapping, BooleanSupplier more, Object... values)
      throws SQLException {
    return using(sql, statement -> {
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (more.getAsBoolean() && result.next()) {
          rows.add(mapping.map(row));
        }
      }
      return rows;
    }, values);
  }

  /** Runs a pragma to its end: as a prepared statement, one that works step by step would take the first step only. */
  void pragma(String pragma) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA " + pragma);
    }
  }

  /** A statement that failed is prepared anew the next time: the driver may have ended it. */
  private <T> T using(String sql, Execution<T> execution, Object... values) throws SQLException {
    try {
      return execution.run(bound(sql, values));
    } catch (SQLException failed) {
      PreparedStatement broken = prepared.remove(sql);
      if (broken != null) {
        SqlFailures.close(broken);
      }
      throw failed;
    }
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
      dropEldest();
    }
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private void dropEldest() throws SQLException {
    if (prepared.size() > MOST_STATEMENTS) {
      Map.Entry<String, PreparedStatement> eldest = prepared.firstEntry();
      prepared.remove(eldest.getKey());
      eldest.getValue().close();
    }
  }

  private static void bind(PreparedStatement statement, int place, Object value) throws SQLException {
    switch (value) {
      case String text -> statement.setString(place, text);
      case Integer number -> statement.setInt(place, number);
      case Long number -> statement.setLong(place, number);
      case Boolean flag -> statement.setInt(place, flag ? 1 : 0);
      case byte[] bytes -> statement.setBytes(place, bytes);
      case Instant instant -> statement.setLong(place, StoredInstant.write(instant));
      case Optional<?> optional when optional.isPresent() -> bind(statement, place, optional.get());
      case Optional<?> _ -> statement.setObject(place, null);
      default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  @FunctionalInterface
  private interface Execution<T> {
    T run(PreparedStatement statement) throws SQLException;
  }
}
