package dev.trainyard.contracts.memory;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Thread-safe: all state is used under the guard. */
final class InMemoryCodeStore implements CodeStore {
  private final Guard guard;
  private final Map<Digest, byte[]> blobs = new HashMap<>();

  InMemoryCodeStore(Guard guard) {
    this.guard = guard;
  }

  @Override
  public Digest put(byte[] blob) {
    if (blob.length > MOST_BYTES) {
      throw new TrainyardException(ErrorCode.TOO_LARGE, "A blob has at most " + MOST_BYTES + " bytes.");
    }
    byte[] copy = blob.clone();
    Digest digest = Digest.of(copy);
    guard.run("CodeStore.put", () -> blobs.putIfAbsent(digest, copy));
    return digest;
  }

  @Override
  public Optional<byte[]> get(Digest digest) {
    return guard.call("CodeStore.get", () -> Optional.ofNullable(blobs.get(digest)).map(byte[]::clone));
  }
}
