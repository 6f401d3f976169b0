package dev.trainyard.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SlotsTest {
  private static final BotId BUSY = new BotId("busy");
  private static final BotId QUIET = new BotId("quiet");

  private final List<String> order = new CopyOnWriteArrayList<>();

  private Thread waiter(Slots slots, BotId bot, Lane lane, String name) {
    Thread thread = Thread.ofVirtual().start(() -> {
      slots.acquire(bot, lane);
      order.add(name);
    });
    eventually(() -> thread.getState() == Thread.State.WAITING || order.contains(name));
    return thread;
  }

  private static void eventually(BooleanSupplier condition) {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < latest, "it never came true");
      LockSupport.parkNanos(100_000);
    }
  }

  @Test
  @DisplayName("C6.4 drafts never take the slots that are reserved for turns")
  void keepsSlotsForTurns() {
    Slots slots = new Slots(3, 1, 3);
    slots.acquire(BUSY, Lane.DRAFT);
    waiter(slots, BUSY, Lane.DRAFT, "draft");
    assertTrue(slots.contended());
    slots.acquire(QUIET, Lane.TURN);
    slots.acquire(QUIET, Lane.TURN);
    assertEquals(List.of(), order);
    slots.release(BUSY, Lane.DRAFT);
    eventually(() -> order.equals(List.of("draft")));
    assertFalse(slots.contended());
  }

  @Test
  @DisplayName("waiting bots take turns, and turns go before drafts")
  void isFairToBots() {
    Slots slots = new Slots(2, 1, 2);
    slots.acquire(BUSY, Lane.TURN);
    slots.acquire(BUSY, Lane.TURN);
    waiter(slots, BUSY, Lane.DRAFT, "draft");
    waiter(slots, BUSY, Lane.TURN, "busy 1");
    waiter(slots, BUSY, Lane.TURN, "busy 2");
    waiter(slots, QUIET, Lane.TURN, "quiet 1");
    for (int released = 1; released <= 4; released++) {
      slots.release(released < 4 ? BUSY : QUIET, Lane.TURN);
      int expected = released;
      eventually(() -> order.size() == expected);
    }
    assertEquals(List.of("busy 1", "quiet 1", "busy 2", "draft"), order);
  }

  @Test
  @DisplayName("one bot never takes all slots")
  void limitsEachBot() {
    Slots slots = new Slots(4, 1, 2);
    slots.acquire(BUSY, Lane.TURN);
    slots.acquire(BUSY, Lane.TURN);
    waiter(slots, BUSY, Lane.TURN, "third");
    slots.acquire(QUIET, Lane.TURN);
    assertEquals(List.of(), order);
    slots.release(BUSY, Lane.TURN);
    eventually(() -> order.equals(List.of("third")));
  }
}
