package dev.trainyard.local.engine;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Code in memory. Thread-safe. */
final class MemoryCodes implements CodeStore {
  private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();

  @Override
  public Digest put(byte[] blob) {
    Digest digest = Digest.of(blob);
    blobs.put(digest, blob.clone());
    return digest;
  }

  @Override
  public Optional<byte[]> get(Digest digest) {
    return Optional.ofNullable(blobs.get(digest)).map(byte[]::clone);
  }
}
