package dev.trainyard.local.store;

import static dev.trainyard.local.store.Samples.ADA;
import static dev.trainyard.local.store.Samples.AT;
import static dev.trainyard.local.store.Samples.BOT;
import static dev.trainyard.local.store.Samples.CLOCK;
import static dev.trainyard.local.store.Samples.open;
import static dev.trainyard.local.store.Samples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the variables' contract suite cannot see: keys and files. */
class StoredVariablesTest {
  private static final VariableName NAME = new VariableName("MONGO_URI");
  private static final String SECRET = "mongodb://user:hunter2-is-secret@host";

  @TempDir
  private Path folder;

  private Path keyFile() {
    return folder.resolve("variables.key");
  }

  private static void put(LocalStores stores) {
    stores.bots().create(BOT);
    stores.variables().put(BOT.id(), NAME, Map.of(Stage.STAGING, new VariableValue(SECRET)), 0, ADA, AT);
  }

  private static void assertOpens(LocalStores stores) {
    assertEquals(Map.of(NAME, new VariableValue(SECRET)),
        stores.variables().values(BOT.id(), Stage.STAGING).values());
  }

  @Test
  void makesTheKeyAtFirstNeedForItsUserAlone() throws IOException {
    try (LocalStores stores = open(folder)) {
      assertFalse(Files.exists(keyFile()));
      put(stores);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())));
    }
    try (LocalStores stores = open(folder)) {
      assertOpens(stores);
    }
  }

  @Test
  void writesNoValueInPlain() throws IOException {
    try (LocalStores stores = open(folder)) {
      put(stores);
      assertNoSecretOnDisk();
    }
    assertNoSecretOnDisk();
  }

  private void assertNoSecretOnDisk() throws IOException {
    int files = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("hunter2"), file::toString);
        files++;
      }
    }
    assertTrue(files >= 4, "database, turns, lock and key");
  }

  @Test
  void usesTheKeyOfTheSettingAlone() throws IOException {
    try (LocalStores stores = open(folder)) {
      put(stores);
    }
    String key = Files.readString(keyFile());
    Files.delete(keyFile());
    try (LocalStores stores = LocalStores.open(StoreSettings.in(folder).withVariablesKey(key.strip()), CLOCK)) {
      assertOpens(stores);
      assertFalse(Files.exists(keyFile()));
    }
  }

  @Test
  void keepsTheValuesWhenTheKeyIsMissingOrWrong() throws IOException {
    try (LocalStores stores = open(folder)) {
      put(stores);
    }
    String key = Files.readString(keyFile());
    Files.delete(keyFile());
    assertRefused("their key %s is missing; put it back".formatted(keyFile()));
    assertFalse(Files.exists(keyFile()), "no new key over values of the old one");
    Files.writeString(keyFile(), "not a key");
    assertRefused("holds no key");
    Files.writeString(keyFile(), otherKey());
    assertRefused("start with the key that encrypted it");
    Files.writeString(keyFile(), key);
    try (LocalStores stores = open(folder)) {
      assertOpens(stores);
    }
  }

  private String otherKey() throws IOException {
    Path other = folder.resolve("other");
    try (LocalStores stores = open(other)) {
      put(stores);
    }
    return Files.readString(other.resolve("variables.key"));
  }

  private void assertRefused(String part) {
    TrainyardException thrown = refused(ErrorCode.STORE_UNAVAILABLE, () -> open(folder));
    assertTrue(thrown.detail().contains(part), thrown.detail());
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains("hunter2"));
  }

  @Test
  void opensAValueOnlyInItsOwnPlace() throws SQLException {
    try (LocalStores stores = open(folder)) {
      put(stores);
      stores.variables().put(BOT.id(), NAME, Map.of(Stage.PRODUCTION, new VariableValue("live")), 1, ADA, AT);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("trainyard.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("""
          UPDATE variable_value SET sealed = (SELECT sealed FROM variable_value WHERE stage = 'staging')
          WHERE stage = 'production'""");
    }
    try (LocalStores stores = LocalStores.open(StoreSettings.in(folder), CLOCK)) {
      assertOpens(stores);
      refused(ErrorCode.STORE_UNAVAILABLE, () -> stores.variables().values(BOT.id(), Stage.PRODUCTION));
    } catch (TrainyardException atStart) {
      assertTrue(atStart.detail().contains("production"), atStart.detail());
    }
  }
}
