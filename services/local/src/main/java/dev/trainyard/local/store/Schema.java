package dev.trainyard.local.store;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.migration.JavaMigration;
import org.sqlite.SQLiteDataSource;

/** What tables a file has. Its migrations lie in the folder of that name under {@code db} among the resources. */
enum Schema {
  /** Everything but turns. */
  STORES(2, 4096, 16),
  /** Turns. New ones are written side by side. */
  TURNS(4, 4096, 4);

  private final int newest;
  private final int pageBytes;
  private final int cacheMebibytes;

  Schema(int newest, int pageBytes, int cacheMebibytes) {
    this.newest = newest;
    this.pageBytes = pageBytes;
    this.cacheMebibytes = cacheMebibytes;
  }

  /** The size of a page of a new file; that of an old one stays as it is. */
  int pageBytes() {
    return pageBytes;
  }

  /** How much of the file a session keeps in memory. */
  int cacheMebibytes() {
    return cacheMebibytes;
  }

  /** The version of the newest migration. */
  int newest() {
    return newest;
  }

  /** Lower case. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Brings a file to the newest version. SQLite keeps a number for us in the file's first page: where it is the newest
   * version's there is nothing to do, and starting the library for that would take most of the time of a start.
   *
   * @throws TrainyardException {@code store_unavailable} if a newer program wrote the file
   */
  void migrate(Path file, SqlSession session) throws SQLException, FlywayException {
    // Reading a table's name makes SQLite parse the schema, so that damage to it shows here.
    session.list("SELECT name FROM sqlite_schema", row -> row.text("name"));
    int version = session.one("PRAGMA user_version", row -> row.integer("user_version")).orElse(0);
    if (version != newest) {
      runMigrations(file);
      session.pragma("user_version=" + newest);
    }
  }

  private void runMigrations(Path file) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    Flyway flyway = Flyway.configure(Schema.class.getClassLoader()).dataSource(source)
        .locations("classpath:db/" + text()).failOnMissingLocations(true).javaMigrations(inJava()).loggers("slf4j")
        .load();
    boolean newer = Arrays.stream(flyway.info().applied()).map(MigrationInfo::getState)
        .anyMatch(state -> state.name().startsWith("FUTURE"));
    if (newer) {
      throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
          "%s was written by a newer Trainyard; start that version, or choose another data folder.".formatted(file));
    }
    flyway.migrate();
  }

  /** The migrations that are not SQL. */
  private JavaMigration[] inJava() {
    return switch (this) {
      case STORES -> new JavaMigration[0];
      case TURNS -> new JavaMigration[]{new PackedTurns()};
    };
  }
}
