package dev.trainyard.local.store;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything. */
final class DataFolder {
  private DataFolder() {
  }

  /**
   * Makes the folder, for the server's user alone, unless it is there; and takes its lock.
   *
   * @param folder absolute
   * @return the lock
   * @throws TrainyardException {@code store_unavailable} with a sentence that says what to do
   */
  static FolderLock take(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw unavailable("The data folder %s is a file; move it away, or choose another data folder.", folder, null);
    }
    try {
      if (!Files.exists(folder)) {
        create(folder);
      }
    } catch (IOException failed) {
      throw unavailable("The data folder %s cannot be made; choose one in a folder that the server's user can write.",
          folder, failed);
    }
    try {
      return FolderLock.take(folder);
    } catch (IOException failed) {
      throw unavailable("The data folder %s cannot be written; free space there, and let the server's user write it.",
          folder, failed);
    }
  }

  /** Makes names in a folder survive a power cut. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void create(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (parent != null) {
      force(parent);
    }
  }

  private static TrainyardException unavailable(String sentence, Path folder, @Nullable Throwable cause) {
    return new TrainyardException(ErrorCode.STORE_UNAVAILABLE, sentence.formatted(folder), Map.of(), cause);
  }
}
