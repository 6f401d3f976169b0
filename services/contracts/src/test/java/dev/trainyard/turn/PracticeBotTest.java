package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Digest;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PracticeBotTest {
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final TurnDesk desk = new TurnDesk();
  private final Digest code = desk.stores.codes()
      .put("# script: reply {\"status\": true, \"response\": [\"practised\"]}".getBytes(StandardCharsets.UTF_8));

  @Test
  @DisplayName("it answers turns with its own code, on what its host's releases run on")
  void answers() {
    desk.save("A", "# script: exit 1");
    desk.train();
    PracticeBot practice = PracticeBot.beside(host(), code, desk.engine).orElseThrow();
    TurnAnswer answer = turns(practice).take(PracticeBot.NAME, Stage.PRODUCTION, PracticeBot.NODE, BODY);
    assertInstanceOf(TurnOutcome.Reply.class, answer.outcome());
    FunctionVersion like = host().serving().iterator().next();
    assertEquals(like.spec().layers(), practice.version().spec().layers());
    assertEquals(like.function().bot(), practice.version().function().bot());
  }

  @Test
  @DisplayName("what is kept warm of its host stays as it was")
  void adviceStays() {
    desk.save("A", "# script: exit 1");
    desk.train();
    var before = desk.engine.activity().advice(host().bot().id());
    PracticeBot practice = PracticeBot.beside(host(), code, desk.engine).orElseThrow();
    turns(practice).take(PracticeBot.NAME, Stage.STAGING, PracticeBot.NODE, BODY);
    assertEquals(before, desk.engine.activity().advice(host().bot().id()));
  }

  @Test
  @DisplayName("it knows no other bot, and a bot without a release is no host")
  void noOther() {
    assertEquals(Optional.empty(), PracticeBot.beside(host(), code, desk.engine));
    desk.save("A", "# script: exit 1");
    desk.train();
    PracticeBot practice = PracticeBot.beside(host(), code, desk.engine).orElseThrow();
    BotName other = TurnDesk.BOT;
    assertEquals(ErrorCode.NOT_FOUND,
        assertThrows(TrainyardException.class, () -> practice.find(other)).code());
    assertEquals(List.of(), desk.finished);
  }

  private LiveBot host() {
    return desk.liveBots().find(TurnDesk.BOT);
  }

  private TakeTurn turns(PracticeBot practice) {
    return new TakeTurn(practice, desk.engine, _ -> {
    }, TurnDesk::id, desk.clock, TakeTurn.Settings.DEFAULT, (what, cause) -> desk.failures.add(what));
  }
}
