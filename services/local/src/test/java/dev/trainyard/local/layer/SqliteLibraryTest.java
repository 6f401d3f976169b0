package dev.trainyard.local.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the driver's place is a setting of the whole process")
class SqliteLibraryTest {
  @TempDir
  Path cache;

  @BeforeEach
  @AfterEach
  void noPlace() {
    System.clearProperty(SqliteLibrary.PLACE);
  }

  @Test
  @DisplayName("a process that is told the place loads the library from there, and unpacks none of its own")
  void used() throws Exception {
    SqliteLibrary.keepIn(cache, InstantSource.system());
    String place = System.getProperty(SqliteLibrary.PLACE);
    Path temporary = Files.createDirectory(cache.resolve("temporary"));
    Path program = Files.writeString(cache.resolve("Open.java"), """
        public class Open {
          public static void main(String[] arguments) throws Exception {
            java.sql.DriverManager.getConnection("jdbc:sqlite::memory:").close();
            System.out.print(java.nio.file.Files.readString(java.nio.file.Path.of("/proc/self/maps")));
          }
        }
        """);
    Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
        "-D" + SqliteLibrary.PLACE + "=" + place, "-Djava.io.tmpdir=" + temporary,
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), program.toString())
        .redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
    assertTrue(output.contains(place + "/libsqlitejdbc.so"), output);
    try (Stream<Path> unpacked = Files.list(temporary)) {
      assertEquals(0, unpacked.filter(path -> path.toString().contains("sqlitejdbc")).count());
    }
  }

  @Test
  @DisplayName("it is unpacked once, and again when it was damaged")
  void once() throws IOException {
    Path library = SqliteLibrary.folder(cache, InstantSource.system()).resolve("libsqlitejdbc.so");
    byte[] whole = Files.readAllBytes(library);
    assertEquals(library.getParent(), SqliteLibrary.folder(cache, InstantSource.system()));
    Files.write(library, new byte[10]);
    assertEquals(library.getParent(), SqliteLibrary.folder(cache, InstantSource.system()));
    assertEquals(whole.length, Files.size(library));
  }

  @Test
  @DisplayName("a place that the operator set stands, and a cache that cannot be made is no failure")
  void left() throws IOException {
    SqliteLibrary.keepIn(Files.writeString(cache.resolve("file"), "no folder"), InstantSource.system());
    assertNull(System.getProperty(SqliteLibrary.PLACE));
    System.setProperty(SqliteLibrary.PLACE, "/elsewhere");
    SqliteLibrary.keepIn(cache, InstantSource.system());
    assertEquals("/elsewhere", System.getProperty(SqliteLibrary.PLACE));
  }
}
