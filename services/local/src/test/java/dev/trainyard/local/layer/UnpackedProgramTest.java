package dev.trainyard.local.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.local.engine.LocalEngine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedProgramTest {
  private static final Path SOURCES = Path.of("src/main/python");

  @TempDir
  Path cache;

  @Test
  @DisplayName("every file of the engine's Python half is unpacked: a new one is also in files.txt")
  void whole() throws IOException {
    Path unpacked = UnpackedProgram.folder(LocalEngine.class, "python", cache, InstantSource.system());
    List<Path> sources = files(SOURCES);
    assertTrue(sources.size() > 20, sources.toString());
    assertEquals(sources, files(unpacked));
    for (Path file : sources) {
      assertArrayEquals(Files.readAllBytes(SOURCES.resolve(file)), Files.readAllBytes(unpacked.resolve(file)));
    }
    assertEquals(unpacked, UnpackedProgram.folder(LocalEngine.class, "python", cache, InstantSource.system()));
  }

  @Test
  @DisplayName("a program that did not come along is told by its name")
  void absent() {
    String told = String.valueOf(assertThrows(FileNotFoundException.class,
        () -> UnpackedProgram.folder(LocalEngine.class, "ruby", cache, InstantSource.system())).getMessage());
    assertTrue(told.startsWith("ruby/"), told);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(".py")).map(folder::relativize).sorted().toList();
    }
  }
}
