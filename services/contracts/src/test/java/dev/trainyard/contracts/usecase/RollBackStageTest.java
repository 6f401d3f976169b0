package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Precondition;
import dev.trainyard.contracts.memory.CallHook;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.RolledBack;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StagePointer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RollBackStageTest {
  private final Workshop workshop = Workshop.withBot();

  @Test
  @DisplayName("C8.4 repeated roll-backs go further back, to the first release, then 409 nothing_earlier")
  void goesFurtherBack() {
    release(3);
    RolledBack first = rollBack(Optional.empty());
    assertEquals(2, first.pointer().release().orElseThrow());
    assertEquals(OptionalInt.of(3), first.from());
    assertTrue(first.notice().contains("variables"), "C8.4 says what it leaves alone");
    assertEquals(1, rollBack(Optional.empty()).pointer().release().orElseThrow());
    assertEquals(ErrorCode.NOTHING_EARLIER, refusal(Optional.empty()).code());
    assertEquals(1, workshop.at(Stage.STAGING));
    int publishes = workshop.engine.activity().publishes().size();
    assertEquals(3, rollBack(Optional.of(3)).pointer().release().orElseThrow(), "forward again by name");
    assertEquals(publishes, workshop.engine.activity().publishes().size(), "deploys nothing");
  }

  @Test
  @DisplayName("C8.4 a stage that never had a release has nothing earlier")
  void needsARelease() {
    release(1);
    assertEquals(ErrorCode.NOTHING_EARLIER,
        assertThrows(TrainyardException.class,
            () -> workshop.rollBack.rollBack(BOT, Stage.PRODUCTION, Optional.empty(), AUTHOR)).code());
  }

  @Test
  @DisplayName("C8.4 a release that the stage never had is refused with those it can go to")
  void refusesForeignReleases() {
    release(3);
    workshop.transfer.transfer(BOT, Optional.of(2), true, AUTHOR);
    TrainyardException refused = assertThrows(TrainyardException.class,
        () -> workshop.rollBack.rollBack(BOT, Stage.PRODUCTION, Optional.of(1), AUTHOR));
    assertEquals(ErrorCode.INVALID, refused.code());
    assertEquals("Production never had release 1; a roll-back is to one of these: 2.", refused.detail());
    assertEquals(ErrorCode.INVALID, refusal(Optional.of(99)).code());
  }

  @Test
  @DisplayName("C8.4 a roll-back to the present release changes nothing")
  void staysWhereItIs() {
    release(2);
    StagePointer before = workshop.stages.view(BOT).staging();
    assertEquals(before, rollBack(Optional.of(2)).pointer());
  }

  @Test
  @DisplayName("C8.4 a pruned release: 410")
  void refusesPrunedReleases() {
    release(3);
    workshop.rollBack.rollBack(BOT, Stage.STAGING, Optional.of(1), AUTHOR);
    workshop.stores.releases().prune(workshop.bots.find(BOT).id(), 2);
    assertEquals(ErrorCode.PRUNED, refusal(Optional.of(2)).code());
    assertEquals(ErrorCode.PRUNED,
        assertThrows(TrainyardException.class, () -> workshop.releases.find(BOT, 2)).code());
    assertEquals(ErrorCode.NOT_FOUND,
        assertThrows(TrainyardException.class, () -> workshop.releases.find(BOT, 4)).code());
  }

  @Test
  @DisplayName("C8.4 who says which pointer was read is refused after a move; who does not is served from where it is")
  void heedsExpectations() {
    release(3);
    int read = workshop.stages.view(BOT).staging().revision();
    release(1);
    TrainyardException refused = assertThrows(TrainyardException.class, () -> workshop.rollBack.rollBack(BOT,
        Stage.STAGING, Optional.empty(), new Precondition.Revision(read), AUTHOR));
    assertEquals(ErrorCode.CONFLICT, refused.code());
    assertEquals(read + 1, refused.members().get("current_revision"));
    AtomicInteger races = new AtomicInteger();
    workshop.memory.hook((operation, moment) -> {
      if (operation.equals("StageStore.move") && moment == Moment.BEFORE && races.getAndIncrement() == 0) {
        rollBack(Optional.of(2));
      }
    });
    assertEquals(1, rollBack(Optional.empty()).pointer().release().orElseThrow(), "back from 2, where it is by then");
  }

  @Test
  @DisplayName("C8.4 a roll-back that always loses the race gives up")
  void givesUp() {
    release(3);
    workshop.memory.hook((operation, moment) -> {
      if (operation.equals("StageStore.move") && moment == Moment.BEFORE) {
        throw TrainyardException.conflict("stage", 0);
      }
    });
    assertEquals(ErrorCode.CONFLICT, refusal(Optional.empty()).code());
    workshop.memory.hook(CallHook.NONE);
    assertEquals(3, workshop.at(Stage.STAGING));
  }

  private void release(int times) {
    for (int i = 0; i < times; i++) {
      workshop.save("GREET", "code " + workshop.ids.incrementAndGet());
      workshop.release();
    }
  }

  private RolledBack rollBack(Optional<Integer> to) {
    return workshop.rollBack.rollBack(BOT, Stage.STAGING, to, AUTHOR);
  }

  private TrainyardException refusal(Optional<Integer> to) {
    return assertThrows(TrainyardException.class, () -> rollBack(to));
  }
}
