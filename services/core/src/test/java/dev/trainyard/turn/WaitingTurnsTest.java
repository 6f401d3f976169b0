package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.InvocationLog;
import dev.trainyard.engine.Payload;
import dev.trainyard.engine.Usage;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.VariableValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WaitingTurnsTest {
  private static final Instant AT = Instant.parse("2030-01-01T00:00:00.000001Z");
  private static final Masking MASKING = Masking.of(List.of(new VariableValue("s3cret-é")));

  private static FinishedTurn turn(int number, String body, String json, String log, Masking masking) {
    return new FinishedTurn(new BotId("bot"), Stage.STAGING, AT.plusMillis(number), "turn-" + number,
        new NodeName("NODE"), 3, Optional.of(BreakCause.TIMEOUT), new Usage(Duration.ofMillis(1), Duration.ofMillis(2),
            Duration.ofMillis(3), 0),
        Duration.ofMillis(7), Payload.of(json), Payload.of(body), new InvocationLog(log, 0), masking);
  }

  private static FinishedTurn turn(int number) {
    return turn(number, "{\"in\":%d}".formatted(number), "{\"out\":%d}".formatted(number), "log %d".formatted(number),
        Masking.NONE);
  }

  private static List<TurnRecord> take(WaitingTurns waiting, int most) {
    List<TurnBundle> bundles = waiting.take(most);
    List<TurnRecord> records = bundles.stream().flatMap(bundle -> bundle.turns().stream()).map(WaitingTurn::toRecord)
        .toList();
    waiting.giveBack(bundles);
    return records;
  }

  @Test
  @DisplayName("turns come out as they went in, the oldest first, whatever the lengths of their texts")
  void keepsTurns() {
    Random random = new Random(5);
    List<FinishedTurn> turns = IntStream.range(0, 500).mapToObj(number -> {
      List<String> texts = Stream.generate(() -> "é🚂\0x".repeat(random.nextInt(number % 50 == 0 ? 9000 : 300)))
          .limit(3)
          .toList();
      return turn(number, texts.get(0), texts.get(1), texts.get(2), number % 3 == 0 ? MASKING : Masking.NONE);
    }).toList();
    WaitingTurns waiting = new WaitingTurns(1000, 1L << 30);
    turns.forEach(turn -> assertTrue(waiting.offer(turn)));
    List<TurnRecord> taken = new ArrayList<>();
    for (List<TurnRecord> some = take(waiting, 210); !some.isEmpty(); some = take(waiting, 210)) {
      assertTrue(some.size() <= 210);
      taken.addAll(some);
    }
    assertEquals(turns.stream().map(FinishedTurn::toRecord).toList(), taken);
    for (int number = 0; number < turns.size(); number++) {
      FinishedTurn turn = turns.get(number);
      assertEquals(Cut.bytes(turn.body().text(), 64 * 1024), taken.get(number).input().text());
      assertEquals(Cut.bytes(turn.json().text(), 64 * 1024), taken.get(number).output().text());
      assertEquals(turn.log().text(), taken.get(number).log().text());
    }
    assertEquals(0, waiting.size());
  }

  @Test
  @DisplayName("values are masked before a text is cut, and in texts that need no cut")
  void masksWhatIsRemembered() {
    String padding = "x".repeat(64 * 1024 - 3);
    WaitingTurns waiting = new WaitingTurns(10, 1L << 30);
    assertTrue(waiting.offer(turn(1, "s3cret-é", padding + "s3cret-é", "a s3cret-é\n", MASKING)));
    TurnRecord remembered = take(waiting, 200).getFirst();
    assertEquals("******", remembered.input().text());
    assertEquals(padding + "***", remembered.output().text());
    assertEquals("a ******\n", remembered.log().text());
  }

  @Test
  @DisplayName("what was taken stays as it is when its bundle is used again")
  void usesBundlesAgain() {
    WaitingTurns waiting = new WaitingTurns(1000, 1L << 30);
    assertTrue(waiting.offer(turn(1, "one", "two", "three", MASKING)) && waiting.offer(turn(2)));
    List<TurnBundle> bundles = waiting.take(200);
    waiting.giveBack(bundles);
    assertTrue(waiting.offer(turn(3)));
    List<TurnRecord> third = take(waiting, 200);
    assertTrue(waiting.offer(turn(4, "x".repeat(500), "y".repeat(500), "z".repeat(500), Masking.NONE)));
    assertEquals(List.of(turn(3).toRecord()), third);
    assertEquals(bundles, waiting.take(200), "the same bundle");
  }

  @Test
  @DisplayName("a time that no number holds is the greatest that one does")
  void takesTurnsOfAnyTime() {
    FinishedTurn turn = turn(1);
    Usage usage = new Usage(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE), 0);
    WaitingTurns waiting = new WaitingTurns(9, 1L << 30);
    assertTrue(waiting.offer(new FinishedTurn(turn.bot(), turn.stage(), turn.at(), turn.id(), turn.node(), 1,
        turn.cause(), usage, turn.total(), turn.json(), turn.body(), turn.log(), turn.masking())));
    assertEquals(Long.MAX_VALUE, take(waiting, 200).getFirst().runMicros());
  }

  @Test
  void letsNoMoreInOnceItIsClosed() {
    WaitingTurns waiting = new WaitingTurns(9, 1L << 30);
    assertTrue(waiting.offer(turn(1)));
    waiting.close();
    assertFalse(waiting.offer(turn(2)));
    assertEquals(List.of(turn(1).toRecord()), take(waiting, 200));
  }

  @Test
  void isBoundedByNumber() {
    WaitingTurns waiting = new WaitingTurns(2, 1L << 30);
    assertTrue(waiting.offer(turn(1)) && waiting.offer(turn(2)));
    assertFalse(waiting.offer(turn(3)));
    assertEquals(2, waiting.size());
    assertEquals(List.of(turn(1).toRecord(), turn(2).toRecord()), take(waiting, 200));
    assertTrue(waiting.offer(turn(4)));
    assertEquals(List.of(turn(4).toRecord()), take(waiting, 200));
    assertEquals(List.of(), take(waiting, 200));
  }

  @Test
  void isBoundedByMemory() {
    WaitingTurns waiting = new WaitingTurns(10, 2 * turn(1).weight());
    assertTrue(waiting.offer(turn(1)) && waiting.offer(turn(2)));
    assertFalse(waiting.offer(turn(3)));
    assertEquals(2, take(waiting, 200).size());
    assertFalse(waiting.offer(turn(4, "x".repeat(3000), "", "", Masking.NONE)), "one that is too large takes no room");
    assertTrue(waiting.offer(turn(5)));
  }

  @Test
  @DisplayName("threads that offer while another takes lose and mix up nothing")
  void servesManyThreads() throws InterruptedException {
    WaitingTurns waiting = new WaitingTurns(100_000, 1L << 30);
    AtomicBoolean refused = new AtomicBoolean();
    List<Thread> threads = IntStream.range(0, 4).mapToObj(thread -> Thread.ofVirtual().start(() -> {
      for (int number = 0; number < 2000; number++) {
        refused.compareAndSet(false, !waiting.offer(turn(thread * 2000 + number)));
      }
    })).toList();
    List<TurnRecord> taken = new ArrayList<>();
    while (threads.stream().anyMatch(Thread::isAlive) || waiting.size() > 0) {
      taken.addAll(take(waiting, 1000));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertFalse(refused.get());
    taken.sort((one, other) -> one.at().compareTo(other.at()));
    assertEquals(IntStream.range(0, 8000).mapToObj(number -> turn(number).toRecord()).toList(), taken);
  }
}
