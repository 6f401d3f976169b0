package dev.trainyard.server.wiring;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.trainyard.bot.IdSource;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

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
    TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();
    return () -> generator.generate().toString();
  }
}
