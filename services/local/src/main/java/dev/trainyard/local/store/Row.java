package dev.trainyard.local.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The row at which a result stands. Not thread-safe. */
record Row(ResultSet result) {

  String text(String column) throws SQLException {
    return result.getString(column);
  }

  Optional<String> optionalText(String column) throws SQLException {
    return Optional.ofNullable(result.getString(column));
  }

  int integer(String column) throws SQLException {
    return result.getInt(column);
  }

  Optional<Integer> optionalInteger(String column) throws SQLException {
    int value = result.getInt(column);
    return result.wasNull() ? Optional.empty() : Optional.of(value);
  }

  long number(String column) throws SQLException {
    return result.getLong(column);
  }

  boolean flag(String column) throws SQLException {
    return result.getInt(column) != 0;
  }

  byte[] bytes(String column) throws SQLException {
    return result.getBytes(column);
  }

  Instant instant(String column) throws SQLException {
    return StoredInstant.read(result.getLong(column));
  }

  Optional<Instant> optionalInstant(String column) throws SQLException {
    long value = result.getLong(column);
    return result.wasNull() ? Optional.empty() : Optional.of(StoredInstant.read(value));
  }

  /**
   * Makes a value of a row.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  interface Mapping<T> {
    T map(Row row) throws SQLException;
  }
}
