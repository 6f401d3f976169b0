package dev.trainyard.server.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.contracts.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Services are asked seldom, and never waited for. */
class ServicesTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger asked = new AtomicInteger();

  private List<ServiceState> ask() {
    return List.of(new ServiceState("S3", true, "asked " + asked.incrementAndGet()));
  }

  @Test
  void anAnswerServesForTenSeconds() {
    Services services = new Services(this::ask, now::get);
    assertEquals("asked 1", services.states().getFirst().detail());
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    assertEquals("asked 1", services.states().getFirst().detail());
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertEquals("asked 2", services.states().getFirst().detail());
  }

  @Test
  void whoDoesNotAnswerIsNotAskedTwiceAtOnce() {
    CountDownLatch answer = new CountDownLatch(1);
    Services services = new Services(() -> {
      List<ServiceState> states = ask();
      await(answer);
      return states;
    }, now::get);
    ServiceState silent = services.states().getFirst();
    assertFalse(silent.answers());
    assertTrue(silent.detail().contains("did not answer within"), silent.detail());
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertFalse(services.states().getFirst().answers());
    assertEquals(1, asked.get());
    answer.countDown();
    Eventually.holds("it is asked again", Duration.ofSeconds(10),
        () -> services.states().getFirst().answers() && asked.get() == 2);
  }

  @Test
  void aFailureIsToldAndForgotten() {
    Services services = new Services(() -> {
      if (asked.incrementAndGet() == 1) {
        throw new IllegalStateException("a secret");
      }
      return List.of();
    }, now::get);
    ServiceState failed = services.states().getFirst();
    assertFalse(failed.answers() || failed.detail().contains("secret"), failed.toString());
    now.addAndGet(Duration.ofSeconds(11).toNanos());
    assertEquals(List.of(), services.states());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
  }
}
