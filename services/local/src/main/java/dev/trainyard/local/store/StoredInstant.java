package dev.trainyard.local.store;

import java.time.Instant;

/** Instants as the files hold them: nanoseconds since 1970, so that they sort and lose nothing. */
final class StoredInstant {
  private static final long NANOS = 1_000_000_000L;
  private static final Instant EARLIEST = read(Long.MIN_VALUE);
  private static final Instant LATEST = read(Long.MAX_VALUE);

  private StoredInstant() {
  }

  static Instant read(long stored) {
    return Instant.ofEpochSecond(Math.floorDiv(stored, NANOS), Math.floorMod(stored, NANOS));
  }

  /** What lies outside the years 1678 to 2261 becomes the nearest instant inside. */
  static long write(Instant instant) {
    if (instant.isBefore(EARLIEST)) {
      return Long.MIN_VALUE;
    }
    if (instant.isAfter(LATEST)) {
      return Long.MAX_VALUE;
    }
    // The seconds of EARLIEST, times a billion, are out of range; with its nanoseconds they are not.
    return instant.getEpochSecond() < 0
        ? Math.addExact(Math.multiplyExact(instant.getEpochSecond() + 1, NANOS), instant.getNano() - NANOS)
        : Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }
}
