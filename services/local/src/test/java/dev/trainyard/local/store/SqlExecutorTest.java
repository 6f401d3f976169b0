package dev.trainyard.local.store;

import static dev.trainyard.local.store.Samples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.contracts.Eventually;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits, and writes that share a commit. */
class SqlExecutorTest {
  private static final String BLOB = "INSERT INTO blob (digest, bytes) VALUES (?, zeroblob(?))";

  @TempDir
  private Path folder;

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch busy = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void end() {
    release.countDown();
    callers.close();
  }

  private SqlFile file(int queueLimit, Duration patience) {
    return SqlFile.open(folder.resolve("file.db"), Schema.STORES, SqlFile.Sync.FULL,
        new StoreSettings(folder, Optional.empty(), 1, queueLimit, patience));
  }

  private Future<Integer> occupy(SqlFile file) throws InterruptedException {
    Future<Integer> occupying = callers.submit(() -> file.write(_ -> {
      busy.countDown();
      return awaitRelease() ? 1 : 0;
    }));
    assertTrue(busy.await(30, TimeUnit.SECONDS));
    return occupying;
  }

  private boolean awaitRelease() {
    try {
      return release.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  private static boolean accepted(SqlFile file) {
    try {
      return file.write(_ -> true);
    } catch (TrainyardException refusal) {
      assertEquals(ErrorCode.OVERLOADED, refusal.code());
      return false;
    }
  }

  private static int blobs(SqlFile file) {
    return file.read(sql -> sql.one("SELECT count(*) AS blobs FROM blob", row -> row.integer("blobs"))).orElseThrow();
  }

  @Test
  void refusesWhatFindsTheQueueFullAndWhatWaitsForTooLong() throws InterruptedException, ExecutionException {
    AtomicBoolean ran = new AtomicBoolean();
    try (SqlFile file = file(1, Duration.ofMillis(200))) {
      Future<Integer> occupying = occupy(file);
      Future<TrainyardException> late = callers
          .submit(() -> refused(ErrorCode.OVERLOADED, () -> file.write(_ -> ran.getAndSet(true))));
      late.get();
      // What was given up still holds its place until the thread comes by.
      refused(ErrorCode.OVERLOADED, () -> file.write(_ -> ran.getAndSet(true)));
      release.countDown();
      assertEquals(1, occupying.get());
      Eventually.holds("writes get through again", Duration.ofSeconds(30), () -> accepted(file));
    }
    assertFalse(ran.get());
  }

  @Test
  void aRefusedWriteTakesNoOtherWithIt() throws InterruptedException, ExecutionException {
    try (SqlFile file = file(100, Duration.ofSeconds(60))) {
      List<Future<?>> writes = new ArrayList<>(List.of(occupy(file)));
      for (int i = 0; i < 40; i++) {
        int number = i;
        writes.add(callers.submit(() -> number % 4 == 0
            ? refused(ErrorCode.CONFLICT, () -> file.write(sql -> {
              sql.change(BLOB, "refused-" + number, 10);
              throw TrainyardException.conflict("blob", number);
            }))
            : file.write(sql -> sql.change(BLOB, "kept-" + number, 10))));
      }
      release.countDown();
      for (Future<?> write : writes) {
        write.get();
      }
      assertEquals(30, blobs(file));
    }
    try (SqlFile file = file(100, Duration.ofSeconds(60))) {
      assertEquals(30, blobs(file));
    }
  }

  @Test
  void saysThatTheDiskIsFullAndGoesOnOnceItIsNot() {
    try (SqlFile file = file(100, Duration.ofSeconds(60))) {
      file.write(sql -> sql.one("PRAGMA max_page_count = 60", row -> row.integer("max_page_count")));
      TrainyardException full = refused(ErrorCode.STORE_UNAVAILABLE,
          () -> file.write(sql -> sql.change(BLOB, "large", 1_000_000)));
      assertTrue(full.detail().contains("disk of the data folder is full"), full.detail());
      file.write(sql -> sql.one("PRAGMA max_page_count = 6000", row -> row.integer("max_page_count")));
      file.write(sql -> sql.change(BLOB, "large", 1_000_000));
      assertEquals(1, blobs(file));
    }
  }

  @Test
  void anInterruptedCallerTakesBackWhatDidNotRun() throws InterruptedException, ExecutionException {
    try (SqlFile file = file(100, Duration.ofSeconds(60))) {
      Future<Integer> occupying = occupy(file);
      Thread.currentThread().interrupt();
      refused(ErrorCode.STORE_UNAVAILABLE, () -> file.write(sql -> sql.change(BLOB, "never", 10)));
      assertTrue(Thread.interrupted(), "the caller still knows that it was interrupted");
      release.countDown();
      occupying.get();
      assertEquals(0, blobs(file));
    }
  }

  @Test
  void whatIsDeletedMeanwhileIsNotFound() {
    try (SqlFile file = file(100, Duration.ofSeconds(60))) {
      refused(ErrorCode.NOT_FOUND, () -> new SqliteDraftStore(file).append(Samples.BOT.id(), Samples.draft(1)));
    }
  }
}
