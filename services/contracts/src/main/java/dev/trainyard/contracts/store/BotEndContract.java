package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.Sample;
import dev.trainyard.bot.SampleName;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.contracts.Stores;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Release;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StageMove;
import dev.trainyard.release.StageMove.Kind;
import dev.trainyard.release.StagePointer;
import dev.trainyard.release.Training;
import dev.trainyard.release.TrainingId;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnRecord;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every set of stores must do when a bot or a node ends: its things go, and nobody else's. */
public abstract class BotEndContract extends StoreContract {
  private static final SampleName SAMPLE = new SampleName("plain");
  private static final VariableName VARIABLE = new VariableName("URL");
  private static final TrainingId TRAINING = new TrainingId("t1");
  private static final PageRequest FIRST = PageRequest.first(10);
  private Bot bot = bot("unused");
  private Node node = node(bot, "UNUSED");
  private Digest code = Digest.of("unused");

  @BeforeEach
  void fill() {
    bot = storedBot();
    node = storedNode(bot, "NODE");
    fill(bot, node);
  }

  private void fill(Bot owner, Node of) {
    Stores all = stores();
    code = all.codes().put("code".getBytes(StandardCharsets.UTF_8));
    all.drafts().append(owner.id(), draft(of.id(), 1));
    all.samples().put(owner.id(), new Sample(of.id(), SAMPLE, "{}", 1, AT));
    all.variables().put(owner.id(), VARIABLE, Map.of(Stage.STAGING, new VariableValue("secret")), 0, ADA, AT);
    all.releases().append(new Release(owner.id(), 1, code, 1, AT, ADA, ""));
    all.stages().move(owner.id(), Stage.STAGING, new StageMove(1, 1, Kind.TRAIN, AT, ADA));
    all.trainings().begin(Training.begun(TRAINING, owner.id(), ADA, "", AT), AT, AT.plusSeconds(60));
    all.turns().append(List.of(turn(owner)));
    Eventually.holds("the turn is listed", Duration.ofSeconds(10), () -> turns(owner) == 1);
  }

  private static TurnRecord turn(Bot owner) {
    return new TurnRecord("turn-of-" + owner.id(), owner.id(), Stage.STAGING,
        new NodeName("NODE"), 1, AT, Optional.empty(), 1, 2, 3, 6, "{}", "{}", "");
  }

  private int turns(Bot owner) {
    return stores().turns().list(owner.id(), TurnFilter.ANY, FIRST).items().size();
  }

  @Test
  @DisplayName("C8.7 deleting a bot removes all that it had; blobs stay")
  void deletesAllOfABot() {
    stores().bots().delete(bot);
    assertNothingOf(stores());
    assertNothingOf(reopen());
    assertArrayEquals("code".getBytes(StandardCharsets.UTF_8), stores().codes().get(code).orElseThrow());
  }

  @Test
  @DisplayName("C8.7 a bot that is made anew under a name has nothing of the old one")
  void startsAnew() {
    stores().bots().delete(bot);
    Bot anew = bot(bot.name().value());
    stores().bots().create(anew);
    assertEquals(List.of(), stores().nodes().list(anew.id(), FIRST).items());
    assertEquals(StagePointer.none(), stores().stages().pointer(anew.id(), Stage.STAGING));
    Node again = storedNode(anew, "NODE");
    fill(anew, again);
    assertEquals(Optional.of(draft(again.id(), 1)), stores().drafts().newest(again.id()));
  }

  @Test
  void sparesOtherBots() {
    Bot other = storedBot();
    Node otherNode = storedNode(other, "NODE");
    fill(other, otherNode);
    stores().bots().delete(bot);
    assertEquals(List.of(otherNode), stores().nodes().list(other.id(), FIRST).items());
    assertEquals(1, stores().drafts().newestOfAll(other.id()).size());
    assertEquals(1, stores().samples().list(otherNode.id()).size());
    assertEquals(1, stores().variables().list(other.id()).size());
    assertEquals(1, stores().variables().values(other.id(), Stage.STAGING).values().size());
    assertEquals(1, stores().releases().newest(other.id()).orElseThrow().number());
    assertEquals(1, stores().stages().pointer(other.id(), Stage.STAGING).revision());
    assertEquals(1, stores().trainings().list(other.id(), AT, FIRST).items().size());
    assertEquals(1, turns(other));
  }

  @Test
  @DisplayName("C8.7 deleting a node removes its drafts and samples, and leaves releases alone")
  void deletesAllOfANode() {
    Node sibling = storedNode(bot, "SIBLING");
    stores().drafts().append(bot.id(), draft(sibling.id(), 1));
    stores().nodes().delete(bot.name(), node);
    stores().nodes().delete(bot.name(), node);
    assertEquals(Optional.empty(), stores().drafts().newest(node.id()));
    assertEquals(Optional.empty(), stores().drafts().find(node.id(), 1));
    assertEquals(List.of(), stores().samples().list(node.id()));
    assertEquals(List.of(draft(sibling.id(), 1)), stores().drafts().newestOfAll(bot.id()));
    assertEquals(1, stores().releases().newest(bot.id()).orElseThrow().number());
    assertEquals(1, stores().stages().pointer(bot.id(), Stage.STAGING).revision());
  }

  @Test
  @DisplayName("C8.7 functions of deleted nodes are leftovers, also after the bot's end, each until it is forgotten")
  void leavesFunctions() {
    Node sibling = storedNode(bot, "SIBLING");
    Node third = storedNode(bot, "THIRD");
    assertEquals(Set.of(), leftovers(stores()));
    stores().nodes().delete(bot.name(), node);
    stores().nodes().delete(bot.name(), third);
    assertEquals(Set.of(function(node), function(third)), leftovers(stores()));
    stores().nodes().forget(function(third));
    stores().nodes().delete(bot.name(), third);
    assertEquals(Set.of(function(node)), leftovers(reopen()), "what was deleted before leaves nothing");
    stores().bots().delete(bot);
    assertEquals(Set.of(function(node), function(sibling)), leftovers(stores()));
    stores().nodes().forget(function(node));
    stores().nodes().forget(function(node));
    assertEquals(Set.of(function(sibling)), leftovers(reopen()));
    stores().nodes().forget(function(sibling));
    stores().bots().delete(bot);
    assertEquals(Set.of(), leftovers(stores()));
  }

  @Test
  void listsLeftoversInPages() {
    Set<NodeFunction> expected = new HashSet<>(Set.of(function(node)));
    for (int number = 0; number < 30; number++) {
      expected.add(function(storedNode(bot, "N" + number)));
    }
    stores().bots().delete(bot);
    List<NodeFunction> seen = Paging.walk(7, stores().nodes()::leftovers, _ -> {
    });
    assertEquals(seen.size(), new HashSet<>(seen).size());
    assertTrue(seen.containsAll(expected));
    expected.forEach(stores().nodes()::forget);
  }

  private NodeFunction function(Node of) {
    return new NodeFunction(bot.id(), of.id(), bot.name(), of.name());
  }

  /** Those of this test's bot: others may have left some too. */
  private Set<NodeFunction> leftovers(Stores all) {
    return Page.all(all.nodes()::leftovers).stream().filter(leftover -> leftover.bot().equals(bot.id()))
        .collect(Collectors.toSet());
  }

  private void assertNothingOf(Stores all) {
    assertEquals(List.of(), all.nodes().list(bot.id(), FIRST).items());
    assertEquals(Optional.empty(), all.nodes().find(bot.id(), node.name()));
    assertEquals(Optional.empty(), all.drafts().newest(node.id()));
    assertEquals(List.of(), all.drafts().newestOfAll(bot.id()));
    assertEquals(List.of(), all.drafts().history(node.id(), FIRST).items());
    assertEquals(List.of(), all.samples().list(node.id()));
    assertEquals(List.of(), all.variables().list(bot.id()));
    assertEquals(Map.of(), all.variables().values(bot.id(), Stage.STAGING).values());
    assertEquals(Optional.empty(), all.releases().newest(bot.id()));
    assertEquals(Optional.empty(), all.releases().find(bot.id(), 1));
    assertEquals(StagePointer.none(), all.stages().pointer(bot.id(), Stage.STAGING));
    assertEquals(List.of(), all.stages().moves(bot.id(), Stage.STAGING, FIRST).items());
    assertEquals(Optional.empty(), all.trainings().find(bot.id(), TRAINING, AT));
    assertEquals(List.of(), all.trainings().list(bot.id(), AT, FIRST).items());
    Eventually.holds("the turns are gone", Duration.ofSeconds(10),
        () -> all.turns().list(bot.id(), TurnFilter.ANY, FIRST).items().isEmpty());
    assertEquals(Optional.empty(), all.turns().find(bot.id(), turn(bot).id()));
  }
}
