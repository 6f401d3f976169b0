package dev.trainyard.bot;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PreconditionTest {

  @Test
  void aChangeOfSomethingNeedsItsRevision() {
    assertEquals(ErrorCode.PRECONDITION_REQUIRED, refusal(new Precondition.None()).code());
    assertEquals(Map.of("current_revision", 3), refusal(new Precondition.None()).members());
    assertEquals(ErrorCode.CONFLICT, refusal(new Precondition.Revision(2)).code());
    assertEquals(ErrorCode.CONFLICT, refusal(new Precondition.OneOf(Set.of(1, 2))).code());
    assertEquals(ErrorCode.CONFLICT, refusal(new Precondition.Absent()).code());
    assertDoesNotThrow(() -> new Precondition.Revision(3).check("thing", 3));
    assertDoesNotThrow(() -> new Precondition.OneOf(Set.of(3, 4)).check("thing", 3));
    assertDoesNotThrow(() -> new Precondition.Any().check("thing", 3));
  }

  @Test
  void somethingNewNeedsNone() {
    assertDoesNotThrow(() -> new Precondition.None().checkAbsent("thing"));
    assertDoesNotThrow(() -> new Precondition.Absent().checkAbsent("thing"));
    assertThrows(TrainyardException.class, () -> new Precondition.Revision(1).checkAbsent("thing"));
  }

  @Test
  void aLostRaceIsTriedAgainWhereNoRevisionWasNamed() {
    assertEquals(5, attempts(new Precondition.Any(), ErrorCode.CONFLICT));
    assertEquals(5, attempts(new Precondition.None(), ErrorCode.NAME_TAKEN));
    assertEquals(1, attempts(new Precondition.Revision(1), ErrorCode.CONFLICT));
    assertEquals(1, attempts(new Precondition.Absent(), ErrorCode.NAME_TAKEN));
    assertEquals(1, attempts(new Precondition.Any(), ErrorCode.STORE_UNAVAILABLE));
  }

  private static TrainyardException refusal(Precondition precondition) {
    return assertThrows(TrainyardException.class, () -> precondition.check("thing", 3));
  }

  private static int attempts(Precondition precondition, ErrorCode code) {
    AtomicInteger attempts = new AtomicInteger();
    TrainyardException refused = assertThrows(TrainyardException.class, () -> precondition.attempt(() -> {
      attempts.incrementAndGet();
      throw new TrainyardException(code, "no");
    }));
    assertEquals(code, refused.code());
    return attempts.get();
  }
}
