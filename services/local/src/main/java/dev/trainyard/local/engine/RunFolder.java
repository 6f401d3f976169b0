package dev.trainyard.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the sockets, which only the server can enter. Its path is short, since the kernel takes no long ones.
 * Closing it deletes it; what a killed server left is deleted by the next one.
 */
final class RunFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
  private static final String PREFIX = "trainyard-run-";
  private static final int MOST_PATH = 60;

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder.
   *
   * @param root whether the server runs as root, so that sandboxes run as somebody else
   */
  static RunFolder make(boolean root) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    Path parent = temporary.toString().length() > MOST_PATH ? Path.of("/tmp") : temporary;
    prune(parent);
    Path made = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (root) {
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx--x--x"));
    }
    return new RunFolder(made);
  }

  Path path() {
    return path;
  }

  /** Makes a folder in it that a sandbox may fill. */
  Path scratch(int number, boolean root, int owner) throws IOException {
    Path made = Files.createDirectory(path.resolve(number + ".scratch"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (root) {
      Files.setAttribute(made, "unix:uid", owner);
      Files.setAttribute(made, "unix:gid", owner);
    }
    return made;
  }

  private static void prune(Path parent) throws IOException {
    List<Path> left;
    try (Stream<Path> entries = Files.list(parent)) {
      left = entries.filter(entry -> String.valueOf(entry.getFileName()).startsWith(PREFIX)).toList();
    }
    for (Path each : left) {
      String pid = String.valueOf(each.getFileName()).substring(PREFIX.length()).split("-", 2)[0];
      if (pid.matches("[0-9]{1,10}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
        delete(each);
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | java.io.UncheckedIOException notOurs) {
      LOG.debug("{} stays.", folder, notOurs);
    }
  }

  @Override
  public void close() {
    delete(path);
  }
}
