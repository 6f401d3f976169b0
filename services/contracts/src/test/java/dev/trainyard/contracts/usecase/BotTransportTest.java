package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.ANY;
import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static dev.trainyard.contracts.usecase.Workshop.NONE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.Draft;
import dev.trainyard.bot.ImportResult;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.SampleName;
import dev.trainyard.contracts.memory.CallHook;
import dev.trainyard.contracts.memory.CallHook.Moment;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BotTransportTest {
  private static final BotName TWIN = new BotName("twin");
  private static final Author IMPORTER = new Author("bob");
  private static final String ODD = "# é 😀 \"quotes\"\\ \t\r\nx = 1\n";
  private final Workshop workshop = new Workshop();

  @BeforeEach
  void begin() {
    workshop.bots.put(BOT, new BotSettings("T", new TreeMap<>(Map.of("en", List.of("Oh"))),
        BotSettings.BreakAction.HAND_OVER), NONE);
    workshop.save("ONE", ODD);
    workshop.save("ONE", ODD + "# again");
    workshop.save("WRONG", "# problem: 1 2 bad");
    workshop.nodes.put(BOT, new NodeName("UNSAVED"), new NodeSettings(true, Duration.ofSeconds(3), new MemorySize(512)),
        NONE);
    workshop.samples.put(BOT, new NodeName("ONE"), new SampleName("é 1"), "{ \"a\": 1.50 }", NONE);
    workshop.variables.put(BOT, new VariableName("KEY"), Optional.of(new VariableValue("a secret value")),
        Optional.empty(), NONE, AUTHOR);
  }

  @Test
  @DisplayName("a bot goes out and comes in as it was: drafts, settings, samples, names of variables; never values")
  void travels() {
    byte[] export = workshop.transport.export(BOT);
    assertFalse(new String(export, StandardCharsets.UTF_8).contains("a secret value"));

    ImportResult result = workshop.transport.importBot(export, Optional.of(TWIN), IMPORTER);

    assertEquals(3, result.nodes());
    assertEquals(1, result.samples());
    assertEquals(List.of(new VariableName("KEY")), result.variables());
    assertEquals(List.of(new NodeName("WRONG")), result.problems());
    assertEquals(workshop.bots.find(BOT).settings(), workshop.bots.find(TWIN).settings());
    Draft one = workshop.drafts.current(TWIN, new NodeName("ONE"));
    assertEquals(ODD + "# again", one.code().source());
    assertEquals(1, one.revision());
    assertEquals(IMPORTER, one.saved().orElseThrow().author());
    assertEquals(1, workshop.drafts.current(TWIN, new NodeName("WRONG")).saved().orElseThrow().problems().size());
    assertEquals(0, workshop.drafts.current(TWIN, new NodeName("UNSAVED")).revision());
    assertEquals(workshop.nodes.find(BOT, new NodeName("UNSAVED")).settings(),
        workshop.nodes.find(TWIN, new NodeName("UNSAVED")).settings());
    assertEquals("{ \"a\": 1.50 }",
        workshop.samples.find(TWIN, new NodeName("ONE"), new SampleName("é 1")).input());
    assertEquals(Map.of(), workshop.variables.list(TWIN).items().getFirst().variable().values());
    assertTrue(workshop.variables.reveal(TWIN, Stage.STAGING).values().isEmpty());
    assertTrue(workshop.releases.list(TWIN, PageRequest.first(1)).items().isEmpty());
    assertTrue(workshop.changed.contains(TWIN));
    String again = new String(workshop.transport.export(TWIN), StandardCharsets.UTF_8);
    assertArrayEquals(export, again.replace("\"twin\"", "\"clinic\"").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void neverOverwritesABot() {
    byte[] export = workshop.transport.export(BOT);
    assertEquals(ErrorCode.NAME_TAKEN, refusal(export, Optional.empty()).code());
    workshop.bots.delete(BOT, ANY, false);
    assertEquals(BOT, workshop.transport.importBot(export, Optional.empty(), IMPORTER).bot().name());
  }

  @Test
  @DisplayName("an import that fails in the middle leaves no bot behind, wherever it fails")
  void leavesNothingBehind() {
    byte[] export = workshop.transport.export(BOT);
    for (String operation : List.of("CodeStore.put", "BotStore.create", "NodeStore.create", "DraftStore.append",
        "SampleStore.put", "VariableStore.put")) {
      workshop.memory.hook((called, moment) -> {
        if (called.equals(operation) && moment == Moment.BEFORE) {
          throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE, "away");
        }
      });
      assertEquals(ErrorCode.STORE_UNAVAILABLE, refusal(export, Optional.of(TWIN)).code(), operation);
      workshop.memory.hook(CallHook.NONE);
      assertTrue(workshop.stores.bots().find(TWIN).isEmpty(), operation);
    }
    workshop.transport.importBot(export, Optional.of(TWIN), IMPORTER);
  }

  @Test
  void makesNothingOfCodeThatCannotBeChecked() {
    String export = new String(workshop.transport.export(BOT), StandardCharsets.UTF_8)
        .replace("# problem: 1 2 bad", "# check: engine_unavailable");
    assertEquals(ErrorCode.ENGINE_UNAVAILABLE,
        refusal(export.getBytes(StandardCharsets.UTF_8), Optional.of(TWIN)).code());
    assertTrue(workshop.stores.bots().find(TWIN).isEmpty());
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertEquals(ErrorCode.TOO_LARGE, refusal(new byte[64 * 1024 * 1024 + 1], Optional.empty()).code());
  }

  @Test
  @DisplayName("one bot travels at a time")
  void oneAtATime() {
    byte[] export = workshop.transport.export(BOT);
    workshop.memory.hook((called, moment) -> {
      if (called.equals("BotStore.create") && moment == Moment.BEFORE) {
        assertEquals(ErrorCode.OVERLOADED, refusal(export, Optional.of(new BotName("third"))).code());
      }
    });
    workshop.transport.importBot(export, Optional.of(TWIN), IMPORTER);
  }

  private TrainyardException refusal(byte[] export, Optional<BotName> into) {
    return assertThrows(TrainyardException.class, () -> workshop.transport.importBot(export, into, IMPORTER));
  }
}
