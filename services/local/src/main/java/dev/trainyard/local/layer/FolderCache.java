package dev.trainyard.local.layer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders that are made once and named by the digest of what is in them. A folder appears whole or not at all, also
 * when several servers start at once; one that has lost files, or gained some, is made anew. Thread-safe.
 */
final class FolderCache {
  private static final Logger LOG = LoggerFactory.getLogger(FolderCache.class);
  private static final String MARKER = "complete";
  private static final String CONTENT = "content";
  private static final String HALF = ".half-";

  private final Path root;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Puts files into a folder. */
  interface Filling {
    void fill(Path folder) throws IOException;
  }

  private record Extent(long files, long bytes) {
    String text() {
      return files + " files, " + bytes + " bytes\n";
    }
  }

  /**
   * A cache.
   *
   * @param root folder of the cache; made when missing
   * @param clock tells when a folder was used last
   */
  FolderCache(Path root, InstantSource clock) {
    this.root = root.toAbsolutePath().normalize();
    this.clock = clock;
  }

  /**
   * Gives a folder, making it when it is not there or not whole.
   *
   * @param name digest of the content
   * @param filling makes the content
   * @return the folder
   * @throws IOException when it cannot be made
   */
  Path folder(String name, Filling filling) throws IOException {
    lock.lock();
    try {
      Unpacking.makeFolder(root);
      try (FileChannel channel = FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE,
          StandardOpenOption.WRITE); FileLock _ = channel.lock()) {
        Optional<Path> found = find(name);
        return found.isPresent() ? found.get() : make(name, filling);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Finds a folder that was made earlier.
   *
   * @param name digest of the content
   * @return the folder if it is there and whole
   * @throws IOException when it cannot be read
   */
  Optional<Path> find(String name) throws IOException {
    Path marker = root.resolve(name).resolve(MARKER);
    Path content = root.resolve(name).resolve(CONTENT);
    if (!Files.isRegularFile(marker) || !Files.isDirectory(content)
        || !Files.readString(marker).equals(extent(content).text())) {
      return Optional.empty();
    }
    touch(marker);
    return Optional.of(content);
  }

  /**
   * Deletes folders that nobody has used for long, and what a server that died left half made.
   *
   * @param unused for how long at least
   * @throws IOException when the cache cannot be read
   */
  void prune(Duration unused) throws IOException {
    Instant eldest = clock.instant().minus(unused);
    lock.lock();
    try (FileChannel channel = FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE,
        StandardOpenOption.WRITE); FileLock _ = channel.lock(); Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.filter(Files::isDirectory).toList()) {
        Path marker = entry.resolve(MARKER);
        boolean half = String.valueOf(entry.getFileName()).startsWith(HALF);
        if (half || (Files.exists(marker) && Files.getLastModifiedTime(marker).toInstant().isBefore(eldest))) {
          LOG.info("Removing {} from the cache: {}", entry.getFileName(), half ? "half made" : "long unused");
          delete(entry);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private Path make(String name, Filling filling) throws IOException {
    Path target = root.resolve(name);
    Path half = Files.createTempDirectory(root, HALF);
    if (Files.exists(target)) {
      LOG.warn("{} in the cache is damaged; it is made anew.", name);
      Files.move(target, half.resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
      delete(half.resolve("damaged"));
    }
    Path folder = half.resolve(name);
    Path content = folder.resolve(CONTENT);
    Unpacking.makeFolder(content);
    try {
      filling.fill(content);
      Files.write(folder.resolve(MARKER), extent(content).text().getBytes(StandardCharsets.UTF_8));
      touch(folder.resolve(MARKER));
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(half);
    }
    return target.resolve(CONTENT);
  }

  private void touch(Path marker) {
    try {
      Files.setLastModifiedTime(marker, FileTime.from(clock.instant()));
    } catch (IOException readOnly) {
      LOG.debug("The cache is not writable; it works, but is pruned by its first use.", readOnly);
    }
  }

  private static Extent extent(Path folder) throws IOException {
    long[] counted = new long[2];
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        counted[0]++;
        counted[1] += attributes.size();
        return FileVisitResult.CONTINUE;
      }
    });
    return new Extent(counted[0], counted[1]);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure) throws IOException {
        if (failure != null) {
          throw failure;
        }
        Files.delete(each);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  /** Those that exist, for tests and messages. */
  List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }
}
