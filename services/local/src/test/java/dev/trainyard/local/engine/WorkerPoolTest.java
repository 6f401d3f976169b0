package dev.trainyard.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeId;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Invocation.Overloaded;
import dev.trainyard.engine.Invocation.Unavailable;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.Payload;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class WorkerPoolTest {
  private final Room room = new Room();
  private int started;
  private final WorkerPool pool = new WorkerPool(
      new WorkerKey(new BotId("bot"), new NodeId("node"), "reference", Lane.TURN), new WorkerPool.Bounds(2, 3, 4), room,
      _ -> started++);

  private static final class Room implements WorkerBudget {
    private int left = 10;

    @Override
    public boolean take(WorkerPool pool, boolean first) {
      return left > 0 && left-- > 0;
    }

    @Override
    public void giveBack(WorkerPool pool) {
      left++;
    }

    @Override
    public void waitingIn(WorkerPool pool) {
      assertTrue(pool.size() >= 0);
    }
  }

  private static final class Idler implements WorkerPool.Member {
    private int woken;
    private boolean told;
    private boolean dead;
    private Runnable meanwhile = () -> {
    };

    @Override
    public void work() {
      woken++;
    }

    @Override
    public void end() {
      told = true;
    }

    @Override
    public boolean hasEnded() {
      meanwhile.run();
      return dead;
    }

    @Override
    public int memoryKilobytes() {
      return 3000;
    }
  }

  private Turn submitted(Duration longestWait) {
    Turn turn = new Turn(new InvocationRequest("id", Payload.of("{}"), longestWait), Lane.TURN);
    pool.submit(turn);
    return turn;
  }

  private Turn submitted() {
    return submitted(Duration.ofMinutes(1));
  }

  @Test
  @DisplayName("C4.2 who waits is served in the order of coming; who finds the line full is turned away at once")
  void servesInOrder() {
    Turn first = submitted();
    Turn second = submitted();
    submitted();
    submitted();
    assertInstanceOf(Overloaded.class, submitted().await());
    assertSame(first, pool.next());
    assertSame(second, pool.next());
  }

  @Test
  @DisplayName("C4.2 who has waited for too long is turned away, and never served")
  void turnsAwayWhoWaitedTooLong() {
    Turn impatient = submitted(Duration.ZERO);
    Turn patient = submitted();
    assertTrue(pool.tick(System.nanoTime()));
    assertInstanceOf(Overloaded.class, impatient.await());
    assertSame(patient, pool.next());
    assertNull(pool.next());
  }

  @Test
  @DisplayName("one worker is made at once, a second only when there is waiting at every look, a third after long waiting")
  void growsWithNeed() {
    submitted();
    submitted();
    assertEquals(1, started);
    pool.made();
    pool.tick(System.nanoTime());
    assertEquals(1, started);
    pool.tick(System.nanoTime());
    assertEquals(2, started);
    pool.made();
    pool.tick(System.nanoTime());
    assertEquals(2, started);
    pool.tick(System.nanoTime() + Duration.ofSeconds(1).toNanos());
    assertEquals(3, started);
    pool.made();
    pool.tick(System.nanoTime() + Duration.ofSeconds(2).toNanos());
    assertEquals(3, started);
  }

  @Test
  @DisplayName("waiting for the first worker, however long, is no reason for a second")
  void makesNoSecondForWhoWaitedForTheFirst() {
    submitted();
    for (int look = 0; look < 10; look++) {
      pool.tick(System.nanoTime());
    }
    pool.made();
    pool.tick(System.nanoTime());
    assertEquals(1, started);
  }

  @Test
  @DisplayName("without room no worker is made; when there is some again, the next look makes one")
  void waitsForRoom() {
    room.left = 0;
    submitted();
    assertEquals(0, started);
    room.left = 1;
    pool.tick(System.nanoTime());
    assertEquals(1, started);
  }

  @Test
  @DisplayName("C4 engine_unavailable: when no worker can be made, nobody waits for one")
  void refusesWhenNoWorkerCanBeMade() {
    Turn turn = submitted();
    pool.failed("because");
    assertEquals("because", assertInstanceOf(Unavailable.class, turn.await()).message());
    assertEquals(10, room.left);
  }

  @Test
  @DisplayName("C4.3 an invocation that surely did not run goes back to the head of the line, but not for ever")
  void putsBackToTheHead() {
    Turn first = submitted();
    submitted();
    assertSame(first, pool.next());
    assertTrue(first.unclaim());
    pool.putBack(first);
    assertSame(first, pool.next());
    assertTrue(first.unclaim());
    pool.putBack(first);
    assertSame(first, pool.next());
    assertFalse(first.unclaim());
  }

  @Test
  @DisplayName("the last worker ends only if told to; dead ones end")
  void endsIdleWorkers() {
    Idler one = new Idler();
    submitted();
    pool.made();
    assertNotNull(pool.next());
    assertFalse(pool.ready(one));
    assertFalse(pool.endOne(false));
    pool.endDead();
    assertFalse(one.told);
    submitted();
    assertEquals(1, one.woken);
    assertNotNull(pool.next());
    assertFalse(pool.ready(one));
    one.dead = true;
    pool.endDead();
    assertTrue(one.told);
  }

  @Test
  @DisplayName("a worker that is looked at when work comes does the work; one whose pool is closed then ends")
  void looksAtIdleWorkersInPassing() {
    Idler one = new Idler();
    assertFalse(pool.ready(one));
    one.meanwhile = this::submitted;
    pool.endDead();
    assertEquals(1, one.woken);
    assertFalse(one.told);
    assertNotNull(pool.next());
    assertFalse(pool.ready(one));
    one.meanwhile = () -> pool.close(Turn.unavailable("closed"));
    pool.endDead();
    assertTrue(one.told);
    assertEquals(1, one.woken);
  }

  @Test
  @DisplayName("closing ends idle workers and refuses who waits and who comes")
  void closes() {
    Idler one = new Idler();
    assertFalse(pool.ready(one));
    Invocation why = Turn.unavailable("closed");
    pool.close(why);
    assertTrue(one.told);
    assertInstanceOf(Unavailable.class, submitted().await());
    Idler late = new Idler();
    assertFalse(pool.ready(late));
    assertTrue(late.told);
  }
}
