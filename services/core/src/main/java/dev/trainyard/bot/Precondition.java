package dev.trainyard.bot;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Which revision a change is based on, as its author says. */
public sealed interface Precondition {

  /** Nothing was said: fine for something new, refused for something that exists. */
  record None() implements Precondition {
  }

  /** Whatever is there is to be replaced. */
  record Any() implements Precondition {
  }

  /**
   * The change is based on one revision.
   *
   * @param number the revision that was read
   */
  record Revision(int number) implements Precondition {
  }

  /**
   * The change is based on one of several revisions.
   *
   * @param numbers the revisions; none: whatever there is, it is not what the author means
   */
  record OneOf(Set<Integer> numbers) implements Precondition {
    public OneOf {
      numbers = Set.copyOf(numbers);
    }
  }

  /** The thing must not be there yet. */
  record Absent() implements Precondition {
  }

  /**
   * Checks a change of something that exists.
   *
   * @param what its kind and name, for the error
   * @param current its revision now
   * @throws TrainyardException {@code precondition_required} or {@code conflict}, both with {@code current_revision}
   */
  default void check(String what, int current) {
    switch (this) {
      case Any() -> {
      }
      case None() -> throw new TrainyardException(ErrorCode.PRECONDITION_REQUIRED,
          "The %s exists. Send If-Match with the ETag that you read, or If-Match: * to overwrite.".formatted(what),
          Map.of("current_revision", current));
      case Revision(int number) -> {
        if (number != current) {
          throw TrainyardException.conflict(what, current);
        }
      }
      case OneOf(Set<Integer> numbers) -> {
        if (!numbers.contains(current)) {
          throw TrainyardException.conflict(what, current);
        }
      }
      case Absent() -> throw new TrainyardException(ErrorCode.CONFLICT, "The %s exists already.".formatted(what),
          Map.of("current_revision", current));
    }
  }

  /**
   * Checks a change of something that does not exist.
   *
   * @param what its kind and name, for the error
   * @throws TrainyardException {@code conflict} if a revision was expected
   */
  default void checkAbsent(String what) {
    if (this instanceof Revision || this instanceof OneOf) {
      throw TrainyardException.conflict(what, 0);
    }
  }

  /**
   * Makes a change that reads, checks and writes. Where its author named no revision, a lost race is tried again.
   *
   * @param <T> what the change gives
   * @param change reads the thing anew, checks this precondition and writes; may be called up to five times
   * @return what the change gave
   * @throws TrainyardException what the last attempt threw
   */
  default <T> T attempt(Supplier<T> change) {
    for (int left = this instanceof None || this instanceof Any ? 4 : 0;; left--) {
      try {
        return change.get();
      } catch (TrainyardException refused) {
        boolean lostRace = refused.code() == ErrorCode.CONFLICT || refused.code() == ErrorCode.NAME_TAKEN;
        if (!lostRace || left == 0) {
          throw refused;
        }
      }
    }
  }
}
