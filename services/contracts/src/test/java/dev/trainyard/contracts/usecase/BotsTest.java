package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.ANY;
import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static dev.trainyard.contracts.usecase.Workshop.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.Precondition;
import dev.trainyard.bot.PutResult;
import dev.trainyard.bot.Sample;
import dev.trainyard.bot.SampleName;
import dev.trainyard.contracts.memory.CallHook;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Making, changing and removing bots, nodes and samples. */
final class BotsTest {
  private static final NodeName GREET = new NodeName("GREET");
  private static final BotSettings TITLED = new BotSettings("Clinic", new TreeMap<>(),
      BotSettings.BreakAction.HAND_OVER);
  private final Workshop workshop = new Workshop();

  @Test
  void makesAndChangesBots() {
    PutResult<Bot> made = workshop.bots.put(BOT, BotSettings.DEFAULT, NONE);
    assertTrue(made.created());
    assertEquals(1, made.value().revision());
    assertEquals(List.of(BOT), workshop.changed, "turns hear of a new bot");
    assertEquals(ErrorCode.PRECONDITION_REQUIRED, code(() -> workshop.bots.put(BOT, TITLED, NONE)));
    assertEquals(ErrorCode.CONFLICT, code(() -> workshop.bots.put(BOT, TITLED, new Precondition.Revision(9))));
    PutResult<Bot> changed = workshop.bots.put(BOT, TITLED, new Precondition.Revision(1));
    assertFalse(changed.created());
    assertEquals(2, changed.value().revision());
    assertEquals(changed.value(), workshop.bots.put(BOT, TITLED, ANY).value(), "the same again is no change");
    assertEquals(List.of(BOT, BOT, BOT), workshop.changed);
  }

  @Test
  void aRevisionOfSomethingAbsentIsAConflict() {
    assertEquals(ErrorCode.CONFLICT, code(() -> workshop.bots.put(BOT, TITLED, new Precondition.Revision(1))));
    assertEquals(ErrorCode.NOT_FOUND, code(() -> workshop.bots.delete(BOT, ANY, false)));
  }

  @Test
  @DisplayName("who overwrites wins a race in the end, who named a revision is told")
  void races() {
    workshop.makeBot();
    workshop.memory.hook(oneChangeBefore("BotStore.update"));
    assertEquals(3, workshop.bots.put(BOT, TITLED, ANY).value().revision());
    workshop.memory.hook(oneChangeBefore("BotStore.update"));
    assertEquals(ErrorCode.CONFLICT,
        code(() -> workshop.bots.put(BOT, BotSettings.DEFAULT, new Precondition.Revision(3))));
  }

  @Test
  @DisplayName("C8.7 a bot with a production release is deleted by force alone; made anew it has another id")
  void deletesBots() {
    workshop.makeBot();
    final Bot first = workshop.bots.find(BOT);
    workshop.save("GREET", "a");
    workshop.release();
    workshop.transfer.transfer(BOT, Optional.empty(), false, AUTHOR);
    assertEquals(ErrorCode.PRECONDITION_REQUIRED, code(() -> workshop.bots.delete(BOT, NONE, true)));
    TrainyardException refused = assertThrows(TrainyardException.class, () -> workshop.bots.delete(BOT, ANY, false));
    assertEquals(ErrorCode.IN_PRODUCTION, refused.code());
    assertEquals(Map.of("release", 1), refused.members());
    workshop.bots.delete(BOT, new Precondition.Revision(1), true);
    assertEquals(ErrorCode.NOT_FOUND, code(() -> workshop.bots.find(BOT)));
    workshop.makeBot();
    assertNotEquals(first.id(), workshop.bots.find(BOT).id());
    assertEquals(0, workshop.at(Stage.PRODUCTION));
  }

  @Test
  @DisplayName("C8.7 deleting a node touches drafts only")
  void deletesNodes() {
    workshop.makeBot();
    workshop.save("GREET", "a");
    workshop.release();
    final Node first = workshop.nodes.find(BOT, GREET);
    assertEquals(ErrorCode.CONFLICT, code(() -> workshop.nodes.delete(BOT, GREET, new Precondition.Revision(2))));
    workshop.nodes.delete(BOT, GREET, new Precondition.Revision(1));
    assertEquals(1, workshop.at(Stage.STAGING));
    assertEquals("a", new String(workshop.stores.codes().get(workshop.released(1, GREET).code()).orElseThrow(),
        StandardCharsets.UTF_8));
    workshop.nodes.put(BOT, GREET, NodeSettings.DEFAULT, NONE);
    assertNotEquals(first.id(), workshop.nodes.find(BOT, GREET).id());
    assertEquals(0, workshop.drafts.current(BOT, GREET).revision(), "nothing of the old one");
  }

  @Test
  void keepsSamples() {
    workshop.makeBot();
    workshop.nodes.put(BOT, GREET, NodeSettings.DEFAULT, NONE);
    SampleName name = new SampleName("first visit");
    String input = "{ \"entities\": {} }";
    PutResult<Sample> made = workshop.samples.put(BOT, GREET, name, input, NONE);
    assertTrue(made.created());
    assertEquals(input, workshop.samples.find(BOT, GREET, name).input(), "kept as it was written");
    assertEquals(1, workshop.samples.put(BOT, GREET, name, input, ANY).value().revision());
    assertEquals(2,
        workshop.samples.put(BOT, GREET, name, "{}", new Precondition.Revision(1)).value().revision());
    assertEquals(ErrorCode.PRECONDITION_REQUIRED,
        code(() -> workshop.samples.put(BOT, GREET, name, "{\"a\":1}", NONE)));
    assertEquals(1, workshop.samples.list(BOT, GREET).size());
    workshop.samples.delete(BOT, GREET, name, ANY);
    assertEquals(ErrorCode.NOT_FOUND, code(() -> workshop.samples.find(BOT, GREET, name)));
  }

  @Test
  void refusesWhatIsNoSample() {
    workshop.makeBot();
    workshop.nodes.put(BOT, GREET, NodeSettings.DEFAULT, NONE);
    for (String wrong : List.of("", "[]", "1", "{", "{}{}", "{\"a\":1,\"a\":2}", "{a:1}", "[".repeat(100_000),
        "{\"a\":" + "[".repeat(100_000))) {
      assertEquals(ErrorCode.INVALID,
          code(() -> workshop.samples.put(BOT, GREET, new SampleName("s"), wrong, NONE)),
          "accepted: " + wrong.length());
    }
    String large = "{\"a\":\"" + "x".repeat(256 * 1024) + "\"}";
    assertEquals(ErrorCode.TOO_LARGE, code(() -> workshop.samples.put(BOT, GREET, new SampleName("s"), large, NONE)));
  }

  private CallHook oneChangeBefore(String operation) {
    return (called, moment) -> {
      if (called.equals(operation) && moment == Moment.BEFORE) {
        workshop.memory.hook(CallHook.NONE);
        Bot present = workshop.bots.find(BOT);
        workshop.stores.bots().update(present.with(new BotSettings("in between " + present.revision(), new TreeMap<>(),
            BotSettings.BreakAction.SEND_MESSAGES), workshop.clock.instant()));
      }
    };
  }

  private static ErrorCode code(Executable refused) {
    return assertThrows(TrainyardException.class, refused).code();
  }
}
