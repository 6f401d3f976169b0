package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The layer's own Python 3.6, run outside any sandbox by its own loader. */
final class LayerPython {
  private LayerPython() {
  }

  /** The command line that starts it, from the layers that a started server has unpacked. */
  static List<String> command() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.cache(), 5)) {
      Path home = files.filter(path -> path.endsWith("py36")).findFirst().orElseThrow();
      return List.of(home.resolve("lib/ld-linux-x86-64.so.2").toString(), "--library-path",
          home.resolve("lib").toString(), home.resolve("bin/python3.6").toString());
    }
  }
}
