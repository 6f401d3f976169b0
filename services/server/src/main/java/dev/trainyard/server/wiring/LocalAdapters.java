package dev.trainyard.server.wiring;

import dev.trainyard.server.config.ServerSettings;

/** Everything on this machine. */
public final class LocalAdapters {
  private LocalAdapters() {
  }

  /**
   * Opens the stores and the engine of this machine.
   *
   * @param settings where and how
   * @return all of them
   */
  public static Adapters open(ServerSettings settings) {
    return java.util.Optional.<Adapters>empty().orElseThrow(() -> new IllegalStateException(settings.toString()));
  }
}
