package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.Node;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@code DraftStore} must do. */
public abstract class DraftStoreContract extends StoreContract {

  @Test
  @DisplayName("C1.4 a revision keeps its problems and its origin, also after a restart")
  void keepsARevisionWhole() {
    Bot bot = storedBot();
    Node node = storedNode(bot, "NODE");
    List<CodeProblem> problems = IntStream.rangeClosed(1, 20)
        .mapToObj(line -> new CodeProblem(line, 21 - line, "invalid syntax „é“ 🐍 " + line)).toList();
    stores().drafts().append(bot.id(), draft(node.id(), 1));
    DraftRevision second = new DraftRevision(node.id(), 2, Digest.of("x"), ADA, AT, Optional.of(1), problems);
    stores().drafts().append(bot.id(), second);
    assertEquals(Optional.of(second), stores().drafts().newest(node.id()));
    assertEquals(Optional.of(second), reopen().drafts().newest(node.id()));
    assertEquals(Optional.of(second), reopen().drafts().find(node.id(), 2));
    assertEquals(Optional.of(draft(node.id(), 1)), reopen().drafts().find(node.id(), 1));
  }

  @Test
  @DisplayName("C1.5 a node that was never saved has no revision")
  void findsNothingBeforeTheFirstSave() {
    Bot bot = storedBot();
    Node node = storedNode(bot, "NODE");
    assertEquals(Optional.empty(), stores().drafts().newest(node.id()));
    assertEquals(Optional.empty(), stores().drafts().find(node.id(), 1));
    assertEquals(Optional.empty(), stores().drafts().find(node.id(), 0));
    assertEquals(List.of(), stores().drafts().newestOfAll(bot.id()));
    Paging.check(List.of(), page -> stores().drafts().history(node.id(), page));
  }

  @Test
  void refusesWhatDoesNotFollowTheNewest() {
    Bot bot = storedBot();
    Node node = storedNode(bot, "NODE");
    refused(ErrorCode.CONFLICT, () -> stores().drafts().append(bot.id(), draft(node.id(), 2)));
    stores().drafts().append(bot.id(), draft(node.id(), 1));
    stores().drafts().append(bot.id(), draft(node.id(), 2));
    for (int wrong : new int[]{1, 2, 4}) {
      TrainyardException refusal = refused(ErrorCode.CONFLICT,
          () -> stores().drafts().append(bot.id(), draft(node.id(), wrong)));
      assertEquals(2, refusal.members().get("current_revision"));
    }
    assertEquals(2, stores().drafts().newest(node.id()).orElseThrow().revision());
  }

  @Test
  @DisplayName("one of several that save over a revision wins, and the others hear of it")
  void oneSaverWins() {
    Bot bot = storedBot();
    Node node = storedNode(bot, "NODE");
    List<Finish<DraftRevision>> finishes = Race.run(8, number -> {
      DraftRevision mine = new DraftRevision(node.id(), 1, Digest.of("by " + number), ADA, AT, Optional.empty(),
          List.of());
      (number % 2 == 0 ? stores() : reopen()).drafts().append(bot.id(), mine);
      return mine;
    });
    List<DraftRevision> winners = finishes.stream().flatMap(finish -> finish.value().stream()).toList();
    assertEquals(1, winners.size());
    assertEquals(7, finishes.stream().filter(finish -> finish.refused(ErrorCode.CONFLICT)).count());
    assertEquals(winners, stores().drafts().history(node.id(), PageRequest.first(10)).items());
  }

  @Test
  @DisplayName("savers who try again until they win leave no gap and lose nothing")
  void manySaversLoseNothing() {
    Bot bot = storedBot();
    Node node = storedNode(bot, "NODE");
    Race.run(4, number -> {
      for (int each = 0; each < 10; each++) {
        saveWhateverCame(bot, node, "by %d, %d".formatted(number, each));
      }
      return number;
    });
    List<DraftRevision> all = Page.all(page -> stores().drafts().history(node.id(), page));
    assertEquals(IntStream.rangeClosed(1, 40).map(revision -> 41 - revision).boxed().toList(),
        all.stream().map(DraftRevision::revision).toList());
    assertEquals(40, all.stream().map(DraftRevision::code).distinct().count());
  }

  private void saveWhateverCame(Bot bot, Node node, String code) {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int newest = stores().drafts().newest(node.id()).map(DraftRevision::revision).orElse(0);
      try {
        stores().drafts().append(bot.id(),
            new DraftRevision(node.id(), newest + 1, Digest.of(code), ADA, AT, Optional.empty(), List.of()));
        return;
      } catch (TrainyardException refusal) {
        assertEquals(ErrorCode.CONFLICT, refusal.code(), refusal.detail());
      }
    }
    throw new AssertionError("never won: " + code);
  }

  @Test
  void listsTheNewestFirstInPages() {
    Bot bot = storedBot();
    Node node = storedNode(bot, "NODE");
    List<DraftRevision> expected = new ArrayList<>();
    for (int revision = 1; revision <= 12; revision++) {
      stores().drafts().append(bot.id(), draft(node.id(), revision));
      expected.addFirst(draft(node.id(), revision));
    }
    Paging.check(expected, page -> stores().drafts().history(node.id(), page));
  }

  @Test
  @DisplayName("a history that is read while it grows repeats and misses nothing")
  void listsSteadily() {
    Bot bot = storedBot();
    Node node = storedNode(bot, "NODE");
    IntStream.rangeClosed(1, 7).forEach(revision -> stores().drafts().append(bot.id(), draft(node.id(), revision)));
    List<DraftRevision> seen = Paging.walk(3, page -> stores().drafts().history(node.id(), page), firstPage -> {
      stores().drafts().append(bot.id(), draft(node.id(), 8));
      stores().drafts().append(bot.id(), draft(node.id(), 9));
    });
    assertEquals(List.of(7, 6, 5, 4, 3, 2, 1), seen.stream().map(DraftRevision::revision).toList());
  }

  @Test
  @DisplayName("C8.1 the newest revisions of all nodes are those of this bot, one for a node")
  void givesTheNewestOfAllNodes() {
    Bot bot = storedBot();
    Bot other = storedBot();
    stores().drafts().append(other.id(), draft(storedNode(other, "NODE").id(), 1));
    HashSet<DraftRevision> expected = new HashSet<>();
    for (int number = 0; number < 30; number++) {
      Node node = storedNode(bot, "N" + number);
      int revisions = number % 4;
      IntStream.rangeClosed(1, revisions)
          .forEach(revision -> stores().drafts().append(bot.id(), draft(node.id(), revision)));
      if (revisions > 0) {
        expected.add(draft(node.id(), revisions));
      }
    }
    List<DraftRevision> all = stores().drafts().newestOfAll(bot.id());
    assertEquals(expected, new HashSet<>(all));
    assertEquals(expected.size(), all.size());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("any sequence of saves does what a list of lists does")
  void behavesAsTheModel(long seed) {
    Random random = new Random(seed);
    Bot bot = storedBot();
    List<Node> nodes = IntStream.range(0, 3).mapToObj(number -> storedNode(bot, "N" + number)).toList();
    Map<Node, List<DraftRevision>> model = new HashMap<>();
    nodes.forEach(node -> model.put(node, new ArrayList<>()));
    for (int step = 0; step < 40; step++) {
      Node node = nodes.get(random.nextInt(nodes.size()));
      List<DraftRevision> revisions = model.getOrDefault(node, new ArrayList<>());
      int number = Math.max(1, revisions.size() + 1 + random.nextInt(-1, 2));
      DraftRevision draft = new DraftRevision(node.id(), number, Digest.of(seed + "," + step), ADA,
          AT.plusMillis(step), random.nextBoolean() ? Optional.of(1) : Optional.empty(), List.of());
      if (number == revisions.size() + 1) {
        stores().drafts().append(bot.id(), draft);
        revisions.add(draft);
      } else {
        assertEquals(revisions.size(),
            refused(ErrorCode.CONFLICT, () -> stores().drafts().append(bot.id(), draft)).members()
                .get("current_revision"));
      }
      int asked = 1 + random.nextInt(8);
      assertEquals(asked <= revisions.size() ? Optional.of(revisions.get(asked - 1)) : Optional.empty(),
          stores().drafts().find(node.id(), asked));
      assertEquals(revisions.reversed(), Page.all(page -> stores().drafts().history(node.id(), page)));
    }
  }
}
