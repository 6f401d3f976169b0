package dev.trainyard.contracts.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.bot.BotId;
import dev.trainyard.contracts.Race;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.NodeFunction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every engine that runs Python must keep apart: versions, drafts, bots, and the machine. */
public abstract class IsolationContract extends EngineContract {

  private static String mark(String name) {
    return "{\"mark\": \"" + name + "\"}";
  }

  /** Marks that were found in memory and files, and, where the engine hides them, among the processes. */
  private List<String> marks(Invocation invocation) {
    List<String> found = new ArrayList<>();
    observations(invocation).properties().forEach(place -> {
      if (!place.getKey().equals("processes") || can(Capability.HIDES_PROCESSES_WITHIN_A_BOT)) {
        place.getValue().forEach(mark -> found.add(place.getKey() + ": " + mark.asText()));
      }
    });
    return found;
  }

  @Test
  @DisplayName("nothing that a version leaves in memory, files or processes is seen by another, or by a draft")
  void keepsVersionsApart() {
    NodeFunction function = function();
    FunctionSpec spec = spec("contract/marks");
    FunctionVersion version = engine().publish(function, spec);
    FunctionVersion sibling = engine().publish(function,
        new FunctionSpec(spec.code(), spec.runtime(), spec.layers(), spec.timeout().minusSeconds(1), spec.memory()));
    assertEquals(List.of(), marks(engine().invoke(version, request(mark("version")))));
    assertEquals(List.of(), marks(engine().runDraft(function, spec, request(mark("draft")))));
    assertEquals(List.of(), marks(engine().invoke(sibling, request(mark("sibling")))));
    assertEquals(List.of(), marks(engine().invoke(published("contract/marks"), request(mark("other-node")))));
    List<String> later = marks(engine().invoke(version, request(mark("version-again"))));
    assertTrue(later.stream().allMatch(mark -> mark.endsWith(": trainyard-mark-version")), later::toString);
  }

  @Test
  @DisplayName("nothing that a bot leaves in memory, files or processes is seen by another")
  void keepsBotsApart() {
    NodeFunction function = function();
    FunctionSpec spec = spec("contract/marks");
    NodeFunction elsewhere = function(new BotId("apart-" + function.node()));
    engine().invoke(engine().publish(function, spec), request(mark("mine")));
    engine().runDraft(function, spec, request(mark("my-draft")));
    for (Invocation invocation : List.of(
        engine().invoke(engine().publish(elsewhere, spec), request(mark("theirs"))),
        engine().runDraft(function(new BotId("third-" + function.node())), spec, request(mark("a-draft"))))) {
      JsonNode found = observations(invocation);
      assertTrue(found.size() > 2, found::toString);
      found.properties().forEach(place -> assertEquals("[]", place.getValue().toString(), place.getKey()));
    }
  }

  @Test
  @DisplayName("node code reads and writes nothing of the machine, and reaches no process that is not its own")
  void seesNothingOfTheMachine() {
    JsonNode got = observations(turn(published("contract/looks_around")));
    if (can(Capability.CLOSES_THE_MACHINE)) {
      assertEquals("[]", got.get("readable").toString(), got::toString);
      assertEquals("[]", got.get("writable").toString(), got::toString);
    }
    assertEquals("[]", got.get("processes").toString(), got::toString);
    assertTrue(got.get("signals").asBoolean());
  }

  @Test
  @DisplayName("node code is handed no descriptor that it can find by counting to a thousand")
  void handsOverNoDescriptors() {
    assertEquals("[]", observations(turn(published("contract/descriptors"))).toString());
  }

  @Test
  @DisplayName("no two turns, workers, versions or drafts draw the same random numbers")
  void drawsDifferentNumbers() {
    NodeFunction function = function();
    FunctionSpec spec = spec("contract/chance");
    FunctionVersion version = engine().publish(function, spec);
    List<JsonNode> drawn = new ArrayList<>();
    Race.run(6, caller -> observations(engine().invoke(version, request("{}"))))
        .forEach(finish -> drawn.add(finish.value().orElseThrow()));
    drawn.add(observations(engine().runDraft(function, spec, request("{}"))));
    drawn.add(observations(engine().runDraft(function, spec, request("{}"))));
    drawn.add(observations(turn(published("contract/chance"))));
    drawn.add(observations(turn(published("contract/chance"))));
    Set<String> numbers = new HashSet<>();
    for (JsonNode one : drawn) {
      for (int place = 1; place < one.size(); place++) {
        assertTrue(numbers.add(one.get(place).toString()), () -> "drawn twice: " + one);
      }
    }
    assertNotEquals(drawn.get(8).get(0), drawn.get(9).get(0), "two processes drew the same while they were loaded");
  }
}
