package dev.trainyard.server.node;

import dev.trainyard.bot.Sample;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * A sample input, without the input.
 *
 * @param name its name
 * @param revision for If-Match
 * @param changedAt when it was last changed
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record SampleView(String name, int revision, Instant changedAt) {

  static SampleView of(Sample sample) {
    return new SampleView(sample.name().value(), sample.revision(), sample.changedAt());
  }
}
