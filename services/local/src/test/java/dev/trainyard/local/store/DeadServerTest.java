package dev.trainyard.local.store;

import static dev.trainyard.local.store.Samples.BOT;
import static dev.trainyard.local.store.Samples.NODE;
import static dev.trainyard.local.store.Samples.draft;
import static dev.trainyard.local.store.Samples.open;
import static dev.trainyard.local.store.Samples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.DraftRevision;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process on the same data folder, alive and then killed. */
class DeadServerTest {
  @TempDir
  private Path parent;

  @Test
  void keepsWhatWasAcknowledgedBeforeTheServerWasKilled() throws IOException, InterruptedException {
    Path folder = parent.resolve("data");
    Path printed = Files.createFile(parent.resolve("acknowledged"));
    Process server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        WritingServer.class.getName(), folder.toString()).redirectErrorStream(true).redirectOutput(printed.toFile())
        .start();
    try {
      int enough = 50 + ThreadLocalRandom.current().nextInt(100);
      Eventually.holds("the server has saved", Duration.ofMinutes(2), () -> acknowledged(printed) >= enough);
      String detail = refused(ErrorCode.STORE_UNAVAILABLE, () -> open(folder)).detail();
      assertTrue(detail.contains("another server (process %d)".formatted(server.pid())), detail);
    } finally {
      server.destroyForcibly().waitFor();
    }
    assertHolds(folder, acknowledged(printed));
  }

  private static void assertHolds(Path folder, int acknowledged) {
    try (LocalStores stores = open(folder)) {
      int newest = stores.drafts().newest(NODE.id()).map(DraftRevision::revision).orElse(0);
      assertTrue(newest >= acknowledged, "of %d acknowledged, %d are there".formatted(acknowledged, newest));
      for (int revision = 1; revision <= newest; revision++) {
        assertEquals(Optional.of(draft(revision)), stores.drafts().find(NODE.id(), revision));
        assertTrue(stores.codes().get(draft(revision).code()).isPresent());
      }
      stores.drafts().append(BOT.id(), draft(newest + 1));
    }
  }

  /** The last revision of which a whole line was printed. */
  private static int acknowledged(Path printed) {
    try (Stream<String> lines = Files.lines(printed)) {
      return lines.filter(line -> line.matches("saved [0-9]+\\.")).mapToInt(DeadServerTest::revision).max().orElse(0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int revision(String line) {
    return Integer.parseInt(line.substring("saved ".length(), line.length() - 1));
  }
}
