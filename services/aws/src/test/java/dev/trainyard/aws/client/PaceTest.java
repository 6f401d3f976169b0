package dev.trainyard.aws.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.client.Pace.Kind;
import dev.trainyard.contracts.Race;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsNoMoreThanHalfAgainLeaveWithinAnySecond() {
    Pace pace = new Pace(Map.of(Kind.LAMBDA_CONTROL, 20));
    List<Long> moments = Collections.synchronizedList(new ArrayList<>());
    Race.run(8, number -> {
      for (int each = 0; each < 6; each++) {
        pace.await(Kind.LAMBDA_CONTROL);
        moments.add(System.nanoTime());
      }
      return number;
    });
    List<Long> sorted = moments.stream().sorted().toList();
    assertEquals(48, sorted.size());
    for (int first = 0; first + 31 < sorted.size(); first++) {
      // A late wake-up moves a call into the next portion, so some tolerance is the test's, not AWS's.
      assertTrue(sorted.get(first + 31) - sorted.get(first) > SECOND * 9 / 10, "32 calls within a second");
    }
  }

  @Test
  void keepsKindsApart() {
    Pace pace = new Pace(Map.of(Kind.SSM_WRITES, 1));
    pace.await(Kind.SSM_WRITES);
    long begun = System.nanoTime();
    for (int each = 0; each < 5; each++) {
      pace.await(Kind.LAMBDA_CONTROL);
    }
    assertTrue(System.nanoTime() - begun < SECOND);
  }

  @Test
  void refusesACallerThatIsStopped() {
    Pace pace = new Pace(Map.of(Kind.SSM_WRITES, 1));
    Thread.currentThread().interrupt();
    try {
      List<ErrorCode> refusals = new ArrayList<>();
      for (int each = 0; each < 2; each++) {
        try {
          pace.await(Kind.SSM_WRITES);
        } catch (TrainyardException refusal) {
          refusals.add(refusal.code());
        }
      }
      assertEquals(List.of(ErrorCode.STORE_UNAVAILABLE), refusals);
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
