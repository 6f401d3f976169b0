package dev.trainyard.local.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the stores of one machine work.
 *
 * @param folder where the files are; made if it is absent
 * @param variablesKey the key that encrypts variables, as in the file {@code variables.key}; without it that file is
 * used, and made when the first variable is set
 * @param readers how many threads read, for each of the two files; 1 to 64
 * @param queueLimit how many reads and how many writes may wait, for each of the two files
 * @param patience how long a read or write may wait
 */
public record StoreSettings(Path folder, Optional<String> variablesKey, int readers, int queueLimit,
    Duration patience) {
  public StoreSettings {
    folder = folder.toAbsolutePath().normalize();
    if (readers < 1 || readers > 64) {
      throw new IllegalArgumentException("1 to 64 threads read");
    }
    if (queueLimit < 1 || patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("the store's queue needs a positive length and patience");
    }
  }

  /**
   * The usual settings.
   *
   * @param folder where the files are
   * @return two readers, 1,024 waiting, for 10 s at the most
   */
  public static StoreSettings in(Path folder) {
    return new StoreSettings(folder, Optional.empty(), 2, 1024, Duration.ofSeconds(10));
  }

  /**
   * The same with a key.
   *
   * @param key Base64 text as in the file {@code variables.key}
   * @return settings that do not use the file
   */
  public StoreSettings withVariablesKey(String key) {
    return new StoreSettings(folder, Optional.of(key), readers, queueLimit, patience);
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "StoreSettings[folder=%s, readers=%d, queueLimit=%d, patience=%s]".formatted(folder, readers, queueLimit,
        patience);
  }
}
