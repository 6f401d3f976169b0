package dev.trainyard.engine;

/**
 * An amount of memory.
 *
 * @param megabytes of 1,048,576 bytes, 1 or more
 */
public record MemorySize(int megabytes) {
  public MemorySize {
    if (megabytes < 1) {
      throw new IllegalArgumentException("at least one megabyte");
    }
  }

  /**
   * The amount in bytes.
   *
   * @return bytes
   */
  public long bytes() {
    return megabytes * 1024L * 1024L;
  }
}
