package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StageMove;
import dev.trainyard.release.StageMove.Kind;
import dev.trainyard.release.StagePointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@code StageStore} must do. */
public abstract class StageStoreContract extends StoreContract {
  private static final List<Kind> KINDS = List.of(Kind.TRAIN, Kind.TRANSFER, Kind.ROLLBACK);
  private BotId bot = new BotId("unused");

  @BeforeEach
  void begin() {
    bot = storedBot().id();
  }

  private static StageMove move(int revision, int release, Kind kind) {
    return new StageMove(revision, release, kind, AT.plusSeconds(revision), ADA);
  }

  private StagePointer train(int revision, int release) {
    return stores().stages().move(bot, Stage.STAGING, move(revision, release, Kind.TRAIN));
  }

  @Test
  @DisplayName("C8.1 a stage points nowhere at first, then where it was moved, also after a restart")
  void pointsWhereItWasMoved() {
    assertEquals(StagePointer.none(), stores().stages().pointer(bot, Stage.STAGING));
    StagePointer expected = StagePointer.none().after(move(1, 7, Kind.TRAIN));
    assertEquals(expected, train(1, 7));
    assertEquals(expected, stores().stages().pointer(bot, Stage.STAGING));
    assertEquals(expected, reopen().stages().pointer(bot, Stage.STAGING));
  }

  @Test
  void keepsStagesAndBotsApart() {
    BotId other = storedBot().id();
    train(1, 1);
    assertEquals(StagePointer.none(), stores().stages().pointer(bot, Stage.PRODUCTION));
    assertEquals(StagePointer.none(), stores().stages().pointer(other, Stage.STAGING));
    assertEquals(List.of(), stores().stages().moves(bot, Stage.PRODUCTION, PageRequest.first(9)).items());
    stores().stages().move(bot, Stage.PRODUCTION, move(1, 1, Kind.TRANSFER));
    train(2, 2);
    assertEquals(1, stores().stages().pointer(bot, Stage.PRODUCTION).revision());
  }

  @Test
  void refusesAMoveThatDoesNotFollowTheLast() {
    refused(ErrorCode.CONFLICT, () -> train(2, 1));
    train(1, 1);
    StagePointer second = train(2, 2);
    for (int wrong : new int[]{1, 2, 4}) {
      refused(ErrorCode.CONFLICT, () -> train(wrong, 3));
    }
    assertEquals(second, stores().stages().pointer(bot, Stage.STAGING));
    assertEquals(2, stores().stages().moves(bot, Stage.STAGING, PageRequest.first(9)).items().size());
  }

  @Test
  @DisplayName("C8.5 one of several that move a stage wins")
  void oneMoverWins() {
    train(1, 1);
    List<Finish<StagePointer>> finishes = Race.run(8,
        number -> (number % 2 == 0 ? stores() : reopen()).stages().move(bot, Stage.STAGING,
            move(2, 10 + number, Kind.TRAIN)));
    List<StagePointer> winners = finishes.stream().flatMap(finish -> finish.value().stream()).toList();
    assertEquals(1, winners.size());
    assertEquals(7, finishes.stream().filter(finish -> finish.refused(ErrorCode.CONFLICT)).count());
    assertEquals(winners.getFirst(), stores().stages().pointer(bot, Stage.STAGING));
    assertEquals(2, stores().stages().moves(bot, Stage.STAGING, PageRequest.first(9)).items().size());
  }

  @Test
  @DisplayName("C8.5 a pointer is read whole: its trail always fits its revision")
  void readsWholePointers() {
    AtomicBoolean done = new AtomicBoolean();
    Race.run(3, number -> {
      if (number == 0) {
        for (int revision = 1; revision <= 40; revision++) {
          train(revision, revision);
        }
        done.set(true);
      } else {
        int last = 0;
        while (!done.get()) {
          StagePointer pointer = reopen().stages().pointer(bot, Stage.STAGING);
          assertEquals(pointer.revision(), pointer.release().orElse(0));
          assertEquals(pointer.revision(), pointer.trail().size());
          assertTrue(pointer.revision() >= last, "went back to " + pointer.revision());
          last = pointer.revision();
        }
      }
      return number;
    });
  }

  @Test
  void listsMovesNewestFirstInPages() {
    List<StageMove> expected = new ArrayList<>();
    for (int revision = 1; revision <= 9; revision++) {
      StageMove move = move(revision, revision % 4 + 1, KINDS.get(revision % 3));
      stores().stages().move(bot, Stage.STAGING, move);
      expected.addFirst(move);
    }
    Paging.check(expected, page -> stores().stages().moves(bot, Stage.STAGING, page));
    List<StageMove> seen = Paging.walk(4, page -> stores().stages().moves(bot, Stage.STAGING, page),
        firstPage -> train(10, 1));
    assertEquals(expected, seen);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  @DisplayName("C8.4 any sequence of moves leads where the pointer's own rule leads")
  void behavesAsTheModel(long seed) {
    Random random = new Random(seed);
    StagePointer model = StagePointer.none();
    List<StageMove> moves = new ArrayList<>();
    for (int step = 0; step < 70; step++) {
      int revision = Math.max(1, model.revision() + (random.nextInt(8) == 0 ? random.nextInt(3) : 1));
      StageMove move = move(revision, 1 + random.nextInt(60), KINDS.get(random.nextInt(3)));
      if (revision == model.revision() + 1) {
        model = model.after(move);
        moves.addFirst(move);
        assertEquals(model, stores().stages().move(bot, Stage.PRODUCTION, move));
      } else {
        refused(ErrorCode.CONFLICT, () -> stores().stages().move(bot, Stage.PRODUCTION, move));
      }
      assertEquals(model, stores().stages().pointer(bot, Stage.PRODUCTION));
    }
    assertEquals(model, reopen().stages().pointer(bot, Stage.PRODUCTION));
    assertEquals(moves, Page.all(page -> stores().stages().moves(bot, Stage.PRODUCTION, page)));
  }
}
