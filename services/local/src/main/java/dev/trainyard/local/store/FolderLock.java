package dev.trainyard.local.store;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second server out of a data folder. The system gives the lock back when this process ends, however it ends.
 * Thread-safe.
 */
final class FolderLock implements AutoCloseable {
  /**
   * Folders that this process has locked. A process that closes any descriptor of a locked file loses its lock, so a
   * folder that is known to be taken is refused without touching the file.
   */
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param folder that exists
   * @return the lock
   * @throws TrainyardException {@code store_unavailable} if a server has it
   * @throws IOException if the folder cannot be written
   */
  static FolderLock take(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!TAKEN.add(real)) {
      throw taken(folder, "this process, " + ProcessHandle.current().pid());
    }
    boolean locked = false;
    try {
      FolderLock lock = new FolderLock(real, lock(folder));
      locked = true;
      return lock;
    } finally {
      if (!locked) {
        TAKEN.remove(real);
      }
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve("server.lock"),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    boolean locked = false;
    try {
      if (channel.tryLock() == null) {
        throw taken(folder, holder(channel));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    String written = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    return written.matches("[0-9]+") ? "process " + written : "another process";
  }

  private static TrainyardException taken(Path folder, String holder) {
    return new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
        "The data folder %s is in use by another server (%s); end that one, or choose another data folder."
            .formatted(folder, holder));
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      TAKEN.remove(folder);
    }
  }
}
