package dev.trainyard.local.engine;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Code that was used lately, with what it was compiled to, by digest. Only what the checker compiled is put here, never
 * what a worker says. Thread-safe.
 */
final class CodeShelf {
  private static final byte[] NOT_COMPILED = {};

  private final CodeStore store;
  private final long mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Digest, Code> codes = new LinkedHashMap<>(64, 0.75F, true);
  private long bytes;

  /**
   * Code.
   *
   * @param source UTF-8
   * @param compiled marshalled by Python 3.6; empty if it does not compile or was not compiled
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Code(byte[] source, byte[] compiled) {
    int size() {
      return source.length + compiled.length;
    }
  }

  CodeShelf(CodeStore store, long mostBytes) {
    this.store = store;
    this.mostBytes = mostBytes;
  }

  /** Finds code; empty if it was never stored. */
  Optional<Code> find(Digest digest) {
    @Nullable
    Code kept = kept(digest);
    if (kept != null) {
      return Optional.of(kept);
    }
    Optional<byte[]> source = store.get(digest);
    source.ifPresent(found -> put(digest, new Code(found, NOT_COMPILED)));
    return source.map(found -> new Code(found, NOT_COMPILED));
  }

  private @Nullable Code kept(Digest digest) {
    lock.lock();
    try {
      return codes.get(digest);
    } finally {
      lock.unlock();
    }
  }

  void put(Digest digest, Code code) {
    lock.lock();
    try {
      Code before = codes.get(digest);
      if (before != null && before.compiled().length > 0) {
        return;
      }
      bytes += code.size() - (before == null ? 0 : before.size());
      codes.put(digest, code);
      var eldest = codes.entrySet().iterator();
      while (bytes > mostBytes && eldest.hasNext()) {
        bytes -= eldest.next().getValue().size();
        eldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }
}
