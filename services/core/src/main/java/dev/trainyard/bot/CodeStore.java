package dev.trainyard.bot;

import java.util.Optional;

/**
 * Blobs by their digest: code, and the manifests of releases. Write once: a blob never changes. Thread-safe. What was
 * put before a crash is there after it.
 *
 * <p>
 * Every method may take a network round trip and throws {@code store_unavailable} when the store cannot be reached.
 */
public interface CodeStore {
  /** The most bytes of one blob. */
  int MOST_BYTES = 64 * 1024 * 1024;

  /**
   * Stores a blob. Storing the same bytes again changes nothing.
   *
   * @param blob at most {@link #MOST_BYTES}
   * @return its digest
   */
  Digest put(byte[] blob);

  /**
   * Reads a blob.
   *
   * @param digest its name
   * @return its bytes, a copy; empty if it was never stored
   */
  Optional<byte[]> get(Digest digest);
}
