package dev.trainyard.server.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.release.RolledBack;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a roll-back.
 *
 * @param release what the stage runs now
 * @param from what it ran before
 * @param since when it was moved
 * @param by who moved it
 * @param revision of the pointer
 * @param trail the releases it came by, the present one last
 * @param notice what a roll-back leaves as it is
 */
@Serdeable
record RolledBackView(int release, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer from, Instant since,
    String by, int revision, List<Integer> trail, String notice) {

  static RolledBackView of(RolledBack done) {
    return new RolledBackView(done.pointer().release().orElseThrow(),
        done.from().isPresent() ? done.from().getAsInt() : null, done.pointer().since(), done.pointer().by().name(),
        done.pointer().revision(), done.pointer().trail(), done.notice());
  }
}
