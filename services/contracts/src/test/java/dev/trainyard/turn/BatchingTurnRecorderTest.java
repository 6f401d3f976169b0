package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.contracts.Eventually;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BatchingTurnRecorder.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BatchingTurnRecorderTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final TurnDesk desk = new TurnDesk();
  private final List<BatchingTurnRecorder> made = new ArrayList<>();

  @BeforeEach
  void bot() {
    desk.save("A", TurnDesk.reply("x"));
    desk.train();
  }

  @AfterEach
  void close() {
    made.forEach(BatchingTurnRecorder::close);
  }

  @Test
  @DisplayName("Turns are written in batches, after their answers")
  void batches() {
    AtomicInteger writes = new AtomicInteger();
    desk.memory.hook((operation, moment) -> {
      if (operation.equals("TurnLog.append") && moment == Moment.BEFORE) {
        writes.incrementAndGet();
      }
    });
    BatchingTurnRecorder started = recorder(1000, 1 << 20);
    for (int i = 0; i < 100; i++) {
      started.record(finished());
    }
    started.start();
    started.start();
    Eventually.holds("all are written", SOON, () -> started.written() == 100);
    assertEquals(1, writes.get());
    assertEquals(100, logged());
    assertEquals(0, started.dropped());
    assertEquals(0, started.waiting());
  }

  @Test
  @DisplayName("What comes while a batch is written is collected as long as any other")
  void collects() {
    FinishedTurn late = finished();
    List<Long> begun = new CopyOnWriteArrayList<>();
    BatchingTurnRecorder started = recorder(1000, 1 << 20);
    desk.memory.hook((operation, moment) -> {
      if (operation.equals("TurnLog.append") && moment == Moment.BEFORE) {
        begun.add(System.nanoTime());
        if (begun.size() == 1) {
          started.record(late);
        }
      }
    });
    started.record(finished());
    started.start();
    Eventually.holds("both are written", SOON, () -> started.written() == 2);
    assertTrue(begun.get(1) - begun.get(0) >= INTERVAL.toNanos() / 2, "the second batch did not wait");
  }

  @Test
  @DisplayName("What does not fit by number or by memory is dropped and counted")
  void bounds() {
    BatchingTurnRecorder few = recorder(3, 1 << 20);
    for (int i = 0; i < 5; i++) {
      few.record(finished());
    }
    assertEquals(2, few.dropped());
    FinishedTurn turn = finished();
    BatchingTurnRecorder small = recorder(1000, turn.weight() * 2);
    for (int i = 0; i < 5; i++) {
      small.record(turn);
    }
    assertEquals(3, small.dropped());
    small.start();
    Eventually.holds("the memory is given back", SOON, () -> small.written() == 2);
    small.record(finished());
    Eventually.holds("there is room again", SOON, () -> small.written() == 3);
  }

  @Test
  @DisplayName("Closing writes what is queued, and takes no more")
  void closing() {
    BatchingTurnRecorder closed = recorder(1000, 1 << 20);
    closed.start();
    for (int i = 0; i < 10; i++) {
      closed.record(finished());
    }
    closed.close();
    assertEquals(10, logged());
    closed.record(finished());
    assertEquals(1, closed.dropped());
  }

  @Test
  @DisplayName("A log that fails is tried again; what it refuses thrice is dropped, and later turns are written")
  void failingLog() {
    AtomicInteger failures = new AtomicInteger(5);
    desk.memory.hook((operation, moment) -> {
      if (operation.equals("TurnLog.append") && moment == Moment.BEFORE && failures.getAndDecrement() > 0) {
        throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE, "down");
      }
    });
    BatchingTurnRecorder started = recorder(1000, 1 << 20);
    started.start();
    started.record(finished());
    Eventually.holds("the first is given up", SOON, () -> started.dropped() == 1);
    started.record(finished());
    Eventually.holds("the second is written", SOON, () -> started.written() == 1);
    assertEquals(1, logged());
    assertTrue(desk.failures.contains("write the turn log"), desk.failures::toString);
  }

  private BatchingTurnRecorder recorder(int mostTurns, long mostBytes) {
    BatchingTurnRecorder recorder = new BatchingTurnRecorder(desk.stores.turns(),
        new Settings(mostTurns, mostBytes, INTERVAL, SOON), (what, cause) -> desk.failures.add(what));
    made.add(recorder);
    return recorder;
  }

  private FinishedTurn finished() {
    desk.turn(Stage.STAGING, "A");
    return desk.finished.getLast();
  }

  private int logged() {
    return desk.stores.turns().list(desk.bots.find(TurnDesk.BOT).id(), TurnFilter.ANY, PageRequest.first(500)).items()
        .size();
  }
}
