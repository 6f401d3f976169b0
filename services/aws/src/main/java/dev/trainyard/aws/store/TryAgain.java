package dev.trainyard.aws.store;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.Serial;
import java.util.Map;

/** AWS did not do all of it, and asks to be asked again. */
final class TryAgain extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  /** What callers get when it was tried often enough. */
  TrainyardException refusal(String what) {
    return new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
        "The store is too busy to %s; try again in a moment.".formatted(what), Map.of(), this);
  }
}
