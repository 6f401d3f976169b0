package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code bin/trainyard} keeps Java's cache, shown with a Java that only says how it was called. */
class AheadOfTimeCacheIT {
  @TempDir
  Path folder;

  private Path caches;

  @BeforeEach
  void makeJava() throws IOException {
    caches = folder.resolve("cache/ahead-of-time");
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"25.0.3\"\n");
    Files.writeString(java, """
        #!/bin/sh
        for word in "$@"; do
          case $word in -XX:AOTCacheOutput=*) echo made > "${word#*=}" ;; esac
        done
        echo "$@"
        """);
    assertTrue(java.toFile().setExecutable(true));
  }

  @Test
  @DisplayName("the first start has the cache made, the next uses it")
  void made() throws Exception {
    String first = start();
    assertFalse(first.contains("AOTCache"), first);
    Path cache = awaitCache();
    String second = start();
    assertTrue(second.contains("-XX:AOTCache=" + cache + " "), second);
  }

  @Test
  @DisplayName("a rehearsal that broke off is made again, one that may still run is not")
  void brokenOff() throws Exception {
    start();
    Path cache = awaitCache();
    Files.delete(cache);
    Path making = Files.createDirectories(caches.resolve(cache.getFileName() + ".making"));
    Path begun = Files.writeString(making.resolve("cache"), "half");

    Files.setLastModifiedTime(making, ago(Duration.ofMinutes(2)));
    start();
    assertTrue(Files.exists(begun), "it has its limit, and time to write");
    assertEquals(List.of(making.getFileName().toString()), held());

    Files.setLastModifiedTime(making, ago(Duration.ofMinutes(20)));
    start();
    assertEquals(cache, awaitCache());
  }

  @Test
  @DisplayName("what was not used for a week goes when a cache is made, and being used counts")
  void old() throws Exception {
    start();
    Path cache = awaitCache();
    Files.setLastModifiedTime(cache, ago(Duration.ofDays(40)));
    start();
    assertTrue(Files.getLastModifiedTime(cache).toInstant().isAfter(Instant.now().minus(Duration.ofDays(1))));

    Path recent = Files.writeString(caches.resolve("1-2.aot"), "another jar's");
    Path old = Files.writeString(caches.resolve("3-4.aot"), "an earlier jar's");
    Path given = Files.createDirectories(caches.resolve("5-6.aot.making/data")).getParent();
    Path other = Files.writeString(caches.resolve("notes"), "not ours");
    Files.setLastModifiedTime(recent, ago(Duration.ofDays(5)));
    for (Path each : List.of(old, given, other)) {
      Files.setLastModifiedTime(each, ago(Duration.ofDays(9)));
    }
    Files.delete(cache);
    start();
    awaitCache();
    assertEquals(Stream.of(cache, recent, other).map(each -> each.getFileName().toString()).sorted().toList(), held());
  }

  /** The cache of this jar, once nothing is being made any more. */
  private Path awaitCache() {
    Poll.until("the cache to be made", Duration.ofSeconds(30), () -> !held().isEmpty()
        && held().stream().noneMatch(name -> name.contains(".aot.")) && find().findAny().isPresent());
    return find().findAny().orElseThrow();
  }

  private Stream<Path> find() {
    return held().stream().map(caches::resolve).filter(path -> {
      try {
        return Files.readString(path).equals("made\n");
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    });
  }

  private List<String> held() {
    try (Stream<Path> all = Files.list(caches)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String start() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Repository.distribution().resolve("bin/trainyard").toString())
        .directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("TRAINYARD_JAVA_HOME", folder.resolve("java").toString());
    builder.environment().put("TRAINYARD_CACHE_DIR", folder.resolve("cache").toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), output);
    return output;
  }

  private static FileTime ago(Duration time) {
    return FileTime.from(Instant.now().minus(time));
  }
}
