package dev.trainyard.local.store;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.Optional;

/** Blobs in SQLite. Thread-safe. */
final class SqliteCodeStore implements CodeStore {
  private final SqlFile file;

  SqliteCodeStore(SqlFile file) {
    this.file = file;
  }

  @Override
  public Digest put(byte[] blob) {
    if (blob.length > MOST_BYTES) {
      throw new TrainyardException(ErrorCode.TOO_LARGE, "A blob has at most %d bytes.".formatted(MOST_BYTES));
    }
    byte[] bytes = blob.clone();
    Digest digest = Digest.of(bytes);
    // Most saves and trainings bring code that is there: a read spares them the wait for the disk.
    if (!isStored(digest)) {
      file.write(sql -> sql.change("INSERT INTO blob (digest, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING",
          digest.value(), bytes));
    }
    return digest;
  }

  @Override
  public Optional<byte[]> get(Digest digest) {
    return file
        .read(sql -> sql.one("SELECT bytes FROM blob WHERE digest = ?", row -> row.bytes("bytes"), digest.value()));
  }

  private boolean isStored(Digest digest) {
    return file.read(sql -> sql.one("SELECT 1 FROM blob WHERE digest = ?", _ -> true, digest.value())).isPresent();
  }
}
