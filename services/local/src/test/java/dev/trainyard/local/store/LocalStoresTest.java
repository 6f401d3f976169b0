package dev.trainyard.local.store;

import static dev.trainyard.local.store.Samples.ADA;
import static dev.trainyard.local.store.Samples.AT;
import static dev.trainyard.local.store.Samples.BOT;
import static dev.trainyard.local.store.Samples.CLOCK;
import static dev.trainyard.local.store.Samples.NODE;
import static dev.trainyard.local.store.Samples.draft;
import static dev.trainyard.local.store.Samples.open;
import static dev.trainyard.local.store.Samples.refused;
import static dev.trainyard.local.store.Samples.turn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Training;
import dev.trainyard.release.TrainingId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalStoresTest {
  @TempDir
  private Path parent;

  private Path folder() {
    return parent.resolve("made/data");
  }

  @Test
  void makesAFolderThatOnlyItsUserCanRead() throws IOException {
    try (LocalStores stores = open(folder())) {
      stores.bots().create(BOT);
      stores.turns().append(List.of(turn("t1", AT, "")));
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
      try (Stream<Path> files = Files.list(folder())) {
        for (Path file : files.toList()) {
          assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file::toString);
        }
      }
    }
  }

  @Test
  void findsEverythingAsItWasLeft() {
    Training training = Training.begun(new TrainingId("t1"), BOT.id(), ADA, "", AT).succeeded(1, AT);
    try (LocalStores stores = open(folder())) {
      stores.bots().create(BOT);
      stores.nodes().create(NODE);
      stores.drafts().append(BOT.id(), draft(1));
      stores.trainings().begin(training, AT, AT);
      stores.turns().append(List.of(turn("t1", AT, "hello")));
    }
    try (LocalStores stores = open(folder())) {
      assertEquals(Optional.of(BOT), stores.bots().find(BOT.name()));
      assertEquals(Optional.of(NODE), stores.nodes().find(BOT.id(), NODE.name()));
      assertEquals(Optional.of(draft(1)), stores.drafts().newest(NODE.id()));
      assertEquals(Optional.of(training), stores.trainings().find(BOT.id(), training.id(), AT));
      assertEquals(Optional.of(turn("t1", AT, "hello")), stores.turns().find(BOT.id(), "t1"));
    }
  }

  @Test
  void endsTrainingsOfAnEarlierServer() {
    Training training = Training.begun(new TrainingId("t1"), BOT.id(), ADA, "", AT);
    try (LocalStores stores = open(folder())) {
      stores.bots().create(BOT);
      stores.trainings().begin(training, AT, AT.plusSeconds(1_000_000));
    }
    try (LocalStores stores = open(folder())) {
      assertEquals(Optional.of(training.interrupted(CLOCK.instant())),
          stores.trainings().find(BOT.id(), training.id(), AT));
      stores.trainings().begin(Training.begun(new TrainingId("t2"), BOT.id(), ADA, "", AT), AT, AT.plusSeconds(60));
    }
  }

  @Test
  void refusesTheSameFolderTwiceInOneProcess() {
    try (LocalStores first = open(folder())) {
      for (int attempt = 0; attempt < 2; attempt++) {
        String detail = refused(ErrorCode.STORE_UNAVAILABLE, () -> open(folder())).detail();
        assertTrue(detail.contains(folder().toString()), detail);
        assertTrue(detail.contains(String.valueOf(ProcessHandle.current().pid())), detail);
      }
      first.bots().create(BOT);
    }
    open(folder()).close();
  }

  @Test
  void refusesWorkOnceClosed() {
    LocalStores stores = open(folder());
    stores.close();
    stores.close();
    refused(ErrorCode.STORE_UNAVAILABLE, () -> stores.bots().create(BOT));
    refused(ErrorCode.STORE_UNAVAILABLE, () -> stores.bots().find(BOT.name()));
  }

  @Test
  void saysThatTheFolderIsAFile() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertDetail(file, "%s is a file; move it away".formatted(file));
    assertDetail(file.resolve("below"), "cannot be made");
  }

  @Test
  void saysThatTheFolderCannotBeWritten() {
    assertDetail(Path.of("/proc/self/task"), "cannot be written");
    assertDetail(Path.of("/proc/trainyard"), "cannot be made");
  }

  @Test
  void saysThatAFileIsDamaged() throws IOException {
    open(folder()).close();
    for (String name : List.of("trainyard.db", "turns.db")) {
      Path file = folder().resolve(name);
      byte[] whole = Files.readAllBytes(file);
      Files.writeString(file, "this is no database, whatever its name says. ".repeat(200));
      assertDetail(folder(), name + " cannot be opened. A file in the data folder is damaged");
      Files.write(file, whole);
    }
    byte[] torn = Files.readAllBytes(folder().resolve("trainyard.db"));
    byte[] noise = "noise".repeat(4000).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(noise, 0, torn, 100, noise.length);
    Files.write(folder().resolve("trainyard.db"), torn);
    assertDetail(folder(), "is damaged; stop the server and put back the folder from a backup");
  }

  @Test
  void saysThatANewerVersionWroteTheFolder() throws SQLException {
    open(folder()).close();
    inFile("trainyard.db", """
        INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,
        execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)""",
        "PRAGMA user_version=99");
    assertDetail(folder(), "was written by a newer Trainyard; start that version");
  }

  @Test
  void goesOnWithAMigrationThatACrashLeftUnsaid() throws SQLException {
    try (LocalStores stores = open(folder())) {
      stores.bots().create(BOT);
    }
    inFile("trainyard.db", "PRAGMA user_version=0");
    try (LocalStores stores = open(folder())) {
      assertEquals(Optional.of(BOT), stores.bots().find(BOT.name()));
    }
  }

  @Test
  @DisplayName("a folder of the first version is brought up to date, with all that is in it")
  void bringsTheFirstVersionUpToDate() throws SQLException {
    try (LocalStores stores = open(folder())) {
      stores.bots().create(BOT);
    }
    inFile("trainyard.db", "DROP TABLE leftover", "DELETE FROM flyway_schema_history WHERE version = '2'",
        "PRAGMA user_version=1");
    try (LocalStores stores = open(folder())) {
      assertEquals(Optional.of(BOT), stores.bots().find(BOT.name()));
      assertEquals(List.of(), stores.nodes().leftovers(PageRequest.first(1)).items());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNewestVersionIsThatOfTheNewestMigration(Schema schema) throws SQLException {
    open(folder()).close();
    String name = schema == Schema.STORES ? "trainyard.db" : "turns.db";
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder().resolve(name));
        Statement statement = connection.createStatement();
        ResultSet versions = statement.executeQuery("""
            SELECT max(CAST(version AS INTEGER)) AS migrated, min(success) AS success, user_version
            FROM flyway_schema_history, pragma_user_version""")) {
      assertEquals(List.of(schema.newest(), 1, schema.newest()),
          List.of(versions.getInt("migrated"), versions.getInt("success"), versions.getInt("user_version")));
    }
  }

  private void inFile(String name, String... changes) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder().resolve(name));
        Statement statement = connection.createStatement()) {
      for (String change : changes) {
        statement.executeUpdate(change);
      }
    }
  }

  private static void assertDetail(Path folder, String part) {
    String detail = refused(ErrorCode.STORE_UNAVAILABLE, () -> open(folder)).detail();
    assertTrue(detail.contains(part), detail);
  }
}
