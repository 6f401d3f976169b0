package dev.trainyard.local.layer;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** Unpacks zips so that bytecode in them stays valid: with the zip's moments of change, whatever the time zone. */
final class Unpacking {
  private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

  private Unpacking() {
  }

  /**
   * Unpacks a zip into a folder. Nothing is ever written outside of it.
   *
   * @param zip a zip of files and folders, without links
   * @param target an existing folder; files that are there already are refused
   * @throws IOException when the zip is damaged, or has names that lead out of the folder
   */
  static void unpack(Path zip, Path target) throws IOException {
    Path root = target.toAbsolutePath().normalize();
    try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
      Files.walkFileTree(archive.getPath("/"), new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
          makeFolder(within(root, folder));
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
          if (!attributes.isRegularFile()) {
            throw new IOException("Neither file nor folder: " + file);
          }
          Path copy = within(root, file);
          Files.copy(file, copy);
          boolean executable = Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
          finish(copy, executable ? EXECUTABLE : PLAIN, attributes.lastModifiedTime());
          return FileVisitResult.CONTINUE;
        }
      });
    }
  }

  /**
   * Makes a folder, and those above it, readable by all.
   *
   * @param folder may be there already
   * @throws IOException when it cannot be made
   */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.getParent();
      if (parent != null) {
        makeFolder(parent);
      }
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, EXECUTABLE);
    }
  }

  /** Sets what copying does not keep. */
  static void finish(Path file, FileTime moment) throws IOException {
    finish(file, PLAIN, moment);
  }

  private static void finish(Path file, Set<PosixFilePermission> mode, FileTime moment) throws IOException {
    Files.setPosixFilePermissions(file, mode);
    Files.setLastModifiedTime(file, moment);
  }

  private static Path within(Path root, Path entry) throws IOException {
    Path target = root.resolve(entry.toString().substring(1)).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("A name in the zip leads out of it: " + entry);
    }
    return target;
  }
}
