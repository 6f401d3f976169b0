package dev.trainyard.server.wiring;

import dev.trainyard.bot.IdSource;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.UUID;

/** Where time and ids come from. */
@Factory
final class SourceBeans {

  @Primary
  @Singleton
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Singleton
  IdSource ids() {
    return () -> UUID.randomUUID().toString();
  }
}
