package dev.trainyard.server.wiring;

import dev.trainyard.local.engine.Listener;
import dev.trainyard.server.config.Homes;
import dev.trainyard.server.config.ServerSettings;
import dev.trainyard.server.status.Services;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;

/** Opens the adapters of the homes that the settings name. Of AWS nothing is loaded where nothing lives there. */
public final class HomeAdapters {
  private HomeAdapters() {
  }

  /**
   * Opens stores and engine.
   *
   * @param settings where and how
   * @param listener hears workers of this machine
   * @return all of them
   * @throws dev.trainyard.error.TrainyardException {@code store_unavailable} or {@code engine_unavailable}; the detail
   * tells the operator what to do
   */
  public static Adapters open(ServerSettings settings, Listener listener) {
    InstantSource clock = Clock.systemUTC();
    Optional<Homes.Aws> aws = settings.homes().aws();
    return aws.isPresent() ? AwsAdapters.open(settings, aws.get(), listener, clock) : local(settings, listener, clock);
  }

  private static Adapters local(ServerSettings settings, Listener listener, InstantSource clock) {
    StoreHome stores = LocalAdapters.stores(settings, clock);
    try {
      return Adapters.of(stores, LocalAdapters.engine(settings, stores.codes(), listener, clock), Services.NONE);
    } catch (RuntimeException failure) {
      stores.closing().run();
      throw failure;
    }
  }
}
