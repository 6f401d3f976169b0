package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.ANY;
import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static dev.trainyard.contracts.usecase.Workshop.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StagePointer;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TransferBotTest {
  private static final VariableName KEY = new VariableName("KEY");
  private static final Optional<VariableValue> VALUE = Optional.of(new VariableValue("v"));
  private final Workshop workshop = Workshop.withBot();

  @Test
  @DisplayName("C8.3 Transfer points production at staging's release")
  void transfers() {
    release("one");
    StagePointer pointer = transfer(Optional.empty(), false);
    assertEquals(1, pointer.release().orElseThrow());
    assertEquals(1, workshop.at(Stage.PRODUCTION));
    assertEquals(pointer, transfer(Optional.empty(), false), "again: nothing happens");
  }

  @Test
  @DisplayName("C8.3 a bot that was never trained cannot be transferred, not even by force")
  void needsARelease() {
    assertEquals(ErrorCode.NOT_RELEASED, refusal(Optional.empty(), true).code());
  }

  @Test
  @DisplayName("C8.3 drafts that differ are refused by name, and force overrides")
  void refusesDrafts() {
    release("one");
    workshop.save("GREET", "two");
    workshop.save("NEW", "n");
    TrainyardException refused = refusal(Optional.empty(), false);
    assertEquals(ErrorCode.NOT_TRANSFERABLE, refused.code());
    assertEquals(Map.of("release", 1, "untrained", List.of("GREET", "NEW"), "missing_production", List.of()),
        refused.members());
    assertEquals(0, workshop.at(Stage.PRODUCTION));
    assertEquals(1, transfer(Optional.empty(), true).release().orElseThrow());
  }

  @Test
  @DisplayName("C8.3 a variable that staging has and production lacks is refused by name, and force overrides")
  void refusesMissingValues() {
    release("one");
    workshop.variables.put(BOT, KEY, VALUE, Optional.empty(), NONE, AUTHOR);
    workshop.variables.put(BOT, new VariableName("LIVE_ALONE"), Optional.empty(), VALUE, NONE, AUTHOR);
    assertEquals(List.of("KEY"), refusal(Optional.empty(), false).members().get("missing_production"));
    workshop.variables.put(BOT, KEY, Optional.empty(), VALUE, ANY, AUTHOR);
    assertEquals(1, transfer(Optional.empty(), false).release().orElseThrow());
  }

  @Test
  @DisplayName("C8.3 new layers alone do not block")
  void ignoresLayers() {
    release("one");
    workshop.catalog.replaceLayers(List.of(new LayerRef("python-runtime", Digest.of("new"))));
    assertEquals(1, transfer(Optional.empty(), false).release().orElseThrow());
  }

  @Test
  @DisplayName("C8.3 a release that staging had can be transferred, one that it never had cannot")
  void transfersWhatStagingHad() {
    release("one");
    release("two");
    workshop.rollBack.rollBack(BOT, Stage.STAGING, Optional.of(1), AUTHOR);
    assertEquals(2, transfer(Optional.of(2), true).release().orElseThrow(), "staging had it before the roll back");
    assertEquals(ErrorCode.INVALID, refusal(Optional.of(3), true).code());
    assertTrue(refusal(Optional.of(0), true).members().toString().contains("/release"));
    workshop.drafts.save(BOT, new NodeName("GREET"), new NodeCode("one"), ANY, AUTHOR);
    assertEquals(1, transfer(Optional.of(1), false).release().orElseThrow(), "compared with the named release");
  }

  private void release(String code) {
    workshop.save("GREET", code);
    workshop.release();
  }

  private StagePointer transfer(Optional<Integer> release, boolean force) {
    return workshop.transfer.transfer(BOT, release, force, AUTHOR);
  }

  private TrainyardException refusal(Optional<Integer> release, boolean force) {
    return assertThrows(TrainyardException.class, () -> transfer(release, force));
  }
}
