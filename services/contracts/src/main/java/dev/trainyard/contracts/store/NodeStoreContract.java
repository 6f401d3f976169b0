package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@code NodeStore} must do. */
public abstract class NodeStoreContract extends StoreContract {
  private static final NodeSettings SETTINGS = new NodeSettings(true, Duration.ofMinutes(15), new MemorySize(3008));

  @Test
  @DisplayName("C8.2 a node is found with its settings, also after a restart")
  void findsWhatWasCreated() {
    Bot bot = storedBot();
    Node plain = node(bot, "VALIDATE_OTP");
    Node node = new Node(plain.id(), bot.id(), plain.name(), SETTINGS, 1, AT);
    stores().nodes().create(node);
    assertEquals(Optional.of(node), stores().nodes().find(bot.id(), node.name()));
    assertEquals(Optional.of(node), reopen().nodes().find(bot.id(), node.name()));
  }

  @Test
  void keepsBotsApart() {
    Bot one = storedBot();
    Bot other = storedBot();
    Node node = storedNode(one, "NODE");
    assertEquals(Optional.empty(), stores().nodes().find(other.id(), node.name()));
    Node namesake = storedNode(other, "NODE");
    assertEquals(Optional.of(node), stores().nodes().find(one.id(), node.name()));
    assertEquals(List.of(namesake), stores().nodes().list(other.id(), PageRequest.first(10)).items());
  }

  @Test
  void refusesATakenNameAndKeepsTheFirst() {
    Bot bot = storedBot();
    Node first = storedNode(bot, "NODE");
    refused(ErrorCode.NAME_TAKEN, () -> stores().nodes().create(node(bot, "NODE")));
    assertEquals(Optional.of(first), stores().nodes().find(bot.id(), first.name()));
  }

  @Test
  @DisplayName("one of several that create under a name wins")
  void oneCreatorWins() {
    Bot bot = storedBot();
    List<Node> candidates = Stream.generate(() -> node(bot, "NODE")).limit(8).toList();
    List<Finish<Node>> finishes = Race.run(8, number -> {
      (number % 2 == 0 ? stores() : reopen()).nodes().create(candidates.get(number));
      return candidates.get(number);
    });
    List<Node> winners = finishes.stream().flatMap(finish -> finish.value().stream()).toList();
    assertEquals(1, winners.size());
    assertEquals(7, finishes.stream().filter(finish -> finish.refused(ErrorCode.NAME_TAKEN)).count());
    assertEquals(winners, stores().nodes().list(bot.id(), PageRequest.first(10)).items());
  }

  @Test
  void updatesOnlyToTheNextRevision() {
    Node first = storedNode(storedBot(), "NODE");
    Node second = first.with(SETTINGS, AT.plusMillis(1));
    stores().nodes().update(second);
    assertEquals(Optional.of(second), reopen().nodes().find(first.bot(), first.name()));
    assertEquals(2,
        refused(ErrorCode.CONFLICT, () -> stores().nodes().update(second)).members().get("current_revision"));
    refused(ErrorCode.CONFLICT, () -> stores().nodes().update(second.with(SETTINGS, AT).with(SETTINGS, AT)));
    assertEquals(Optional.of(second), stores().nodes().find(first.bot(), first.name()));
  }

  @Test
  @DisplayName("one of several that update a revision wins")
  void oneUpdaterWins() {
    Node first = storedNode(storedBot(), "NODE");
    List<Finish<Node>> finishes = Race.run(8, number -> {
      Node next = first.with(SETTINGS, AT.plusSeconds(number));
      (number % 2 == 0 ? stores() : reopen()).nodes().update(next);
      return next;
    });
    List<Node> winners = finishes.stream().flatMap(finish -> finish.value().stream()).toList();
    assertEquals(1, winners.size());
    assertEquals(7, finishes.stream().filter(finish -> finish.refused(ErrorCode.CONFLICT)).count());
    assertEquals(Optional.of(winners.getFirst()), stores().nodes().find(first.bot(), first.name()));
  }

  @Test
  @DisplayName("C8.7 a node that is made anew under a name is another node")
  void recreatesAsAnotherNode() {
    Bot bot = storedBot();
    Node gone = storedNode(bot, "NODE");
    stores().nodes().delete(bot.name(), gone);
    assertEquals(Optional.empty(), stores().nodes().find(bot.id(), gone.name()));
    refused(ErrorCode.NOT_FOUND, () -> stores().nodes().update(gone.with(SETTINGS, AT)));
    Node anew = storedNode(bot, "NODE");
    refused(ErrorCode.NOT_FOUND, () -> stores().nodes().update(gone.with(SETTINGS, AT)));
    stores().nodes().delete(bot.name(), gone);
    assertEquals(Optional.of(anew), stores().nodes().find(bot.id(), new NodeName("NODE")));
  }

  @Test
  void listsByNameInPages() {
    Bot bot = storedBot();
    List<Node> expected = new ArrayList<>();
    for (String name : List.of("0", "9A", "A", "A0", "AA", "A_", "B", "Z", "_", "_A")) {
      expected.add(node(bot, name));
    }
    List<Node> backwards = new ArrayList<>(expected);
    Collections.reverse(backwards);
    backwards.forEach(stores().nodes()::create);
    Paging.check(expected, page -> stores().nodes().list(bot.id(), page));
  }

  @Test
  @DisplayName("a list goes on where it was, although nodes come and go meanwhile")
  void listsSteadily() {
    Bot bot = storedBot();
    List<Node> nodes = Stream.of("B", "D", "F", "H").map(name -> storedNode(bot, name)).toList();
    List<Node> seen = Paging.walk(2, page -> stores().nodes().list(bot.id(), page), firstPage -> {
      storedNode(bot, "A");
      storedNode(bot, "E");
      stores().nodes().delete(bot.name(), nodes.get(1));
    });
    List<String> names = seen.stream().map(node -> node.name().value()).toList();
    assertEquals(names.stream().distinct().sorted().toList(), names);
    assertTrue(names.containsAll(List.of("B", "F", "H")), names.toString());
  }

  @Test
  void listsMoreThanAPageHolds() {
    Bot bot = storedBot();
    Race.run(8, number -> {
      for (int each = number; each < 520; each += 8) {
        stores().nodes().create(node(bot, "N%04d".formatted(each)));
      }
      return number;
    });
    List<Node> all = Page.all(page -> stores().nodes().list(bot.id(), page));
    assertEquals(520, all.size());
    assertEquals("N0519", all.getLast().name().value());
  }
}
