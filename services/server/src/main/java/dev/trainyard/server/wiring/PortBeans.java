package dev.trainyard.server.wiring;

import dev.trainyard.engine.FunctionEngine;
import dev.trainyard.engine.RuntimeCatalog;
import dev.trainyard.server.status.Services;
import dev.trainyard.turn.TurnLog;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The adapters that controllers ask directly. */
@Factory
final class PortBeans {

  @Singleton
  @Bean(typed = FunctionEngine.class)
  FunctionEngine engine(Adapters adapters) {
    return adapters.engine();
  }

  @Singleton
  Services services(Adapters adapters) {
    return adapters.services();
  }

  @Singleton
  TurnLog turnLog(Adapters adapters) {
    return adapters.turns();
  }

  @Singleton
  RuntimeCatalog catalog(Adapters adapters) {
    return adapters.catalog();
  }
}
