package dev.trainyard.server.release;

import dev.trainyard.release.Release;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * A release.
 *
 * @param number its number
 * @param nodes how many nodes it has
 * @param createdAt when it was made
 * @param author who trained it
 * @param note the author's words
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record ReleaseView(int number, int nodes, Instant createdAt, String author, String note) {

  static ReleaseView of(Release release) {
    return new ReleaseView(release.number(), release.nodes(), release.createdAt(), release.author().name(),
        release.note());
  }
}
