package dev.trainyard.local.store;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.api.FlywayException;

/**
 * One SQLite file, migrated to the newest schema: one thread writes it, a few read it. Reads see every write that was
 * acknowledged before them. Thread-safe.
 */
final class SqlFile implements AutoCloseable {
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final int WRITES_TOGETHER = 64;

  private final SqlExecutor writer;
  private final SqlExecutor readers;

  private SqlFile(SqlExecutor writer, SqlExecutor readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /**
   * Opens a file, which is made if it is absent.
   *
   * @param path where
   * @param schema its tables
   * @param sync whether a commit waits for the disk
   * @param settings limits
   * @return the file
   * @throws TrainyardException {@code store_unavailable} with a sentence that says what to do
   */
  static SqlFile open(Path path, Schema schema, Sync sync, StoreSettings settings) {
    List<SqlSession> sessions = new ArrayList<>();
    try {
      createPrivate(path);
      sessions.add(session(path, schema, sync, false));
      schema.migrate(path, sessions.getFirst());
      for (int i = 0; i < settings.readers(); i++) {
        sessions.add(session(path, schema, sync, true));
      }
    } catch (SQLException | FlywayException | IOException failed) {
      sessions.forEach(SqlFailures::close);
      throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
          "%s cannot be opened. %s".formatted(path, SqlFailures.sentence(failed)), Map.of(), failed);
    } catch (TrainyardException refused) {
      sessions.forEach(SqlFailures::close);
      throw refused;
    }
    return new SqlFile(
        new SqlExecutor("store-" + schema.text() + "-writer", sessions.subList(0, 1), new CommitRunner(WRITES_TOGETHER),
            settings.queueLimit(), settings.patience()),
        new SqlExecutor("store-" + schema.text() + "-reader", sessions.subList(1, sessions.size()), new ReadRunner(),
            settings.queueLimit(), settings.patience()));
  }

  /** Reads. Only a single statement sees the file at one moment. */
  <T> T read(SqlWork<T> work) {
    return readers.run(work);
  }

  /** Changes all or nothing; when this returns, the change is committed. */
  <T> T write(SqlWork<T> work) {
    return writer.run(work);
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }

  /** SQLite gives its companion files the permissions of the main one. */
  private static void createPrivate(Path path) throws IOException {
    try {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      // It was made at an earlier start.
    }
  }

  private static SqlSession session(Path path, Schema schema, Sync sync, boolean readOnly) throws SQLException {
    Properties options = new Properties();
    options.setProperty("jdbc.get_generated_keys", "false"); // Else the driver asks for a key after every change.
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path, options);
    try (Statement statement = connection.createStatement()) {
      // The order matters: pages and vacuuming are decided before the first page is written, as the journal's mode
      // does.
      for (String pragma : List.of("page_size=" + schema.pageBytes(), "busy_timeout=" + BUSY.toMillis(),
          "auto_vacuum=INCREMENTAL", "journal_mode=WAL", "synchronous=" + sync, "foreign_keys=ON", "temp_store=MEMORY",
          "cache_size=-" + 1024 * schema.cacheMebibytes(), "journal_size_limit=67108864",
          "query_only=" + (readOnly ? "ON" : "OFF"))) {
        statement.execute("PRAGMA " + pragma);
      }
    } catch (SQLException failed) {
      connection.close();
      throw failed;
    }
    return new SqlSession(connection);
  }

  /** Whether a commit waits for the disk. */
  enum Sync {
    /** What was acknowledged survives a power cut. */
    FULL,
    /** What was acknowledged survives the end of this process; a power cut may take the latest. */
    NORMAL
  }
}
