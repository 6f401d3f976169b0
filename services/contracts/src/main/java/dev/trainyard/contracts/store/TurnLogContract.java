package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.contracts.Race;
import dev.trainyard.page.Page;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@code TurnLog} must do. What was appended need not be seen at once; removal need not be either.
 */
public abstract class TurnLogContract extends StoreContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final NodeName NODE = new NodeName("NODE");
  private static final List<BreakCause> CAUSES = List.of(BreakCause.values());
  private BotId bot = new BotId("unused");

  @BeforeEach
  void begin() {
    bot = storedBot().id();
  }

  private TurnRecord turn(int number, Stage stage, NodeName node, Optional<BreakCause> cause) {
    return new TurnRecord("%08d-%s".formatted(number * 7919 % 10_007, bot), bot, stage, node, number, AT
        .plusSeconds(number), cause, 1, 22, 333, 4444, "{\"in\": \"é 🚂 %d\"}".formatted(number), "{\"out\": \"\\n\"}",
        "START\nline\tof log\n");
  }

  private TurnRecord turn(int number) {
    return turn(number, Stage.PRODUCTION, NODE, Optional.empty());
  }

  private List<TurnRecord> listed(TurnFilter filter) {
    return Page.all(page -> stores().turns().list(bot, filter, page));
  }

  private void awaitListed(int number) {
    Eventually.holds(number + " turns are listed", PATIENCE, () -> listed(TurnFilter.ANY).size() == number);
  }

  @Test
  @DisplayName("a turn is found as it was written, also after a restart")
  void findsWhatWasWritten() {
    TurnRecord reply = turn(1);
    TurnRecord broken = turn(2, Stage.STAGING, NODE, Optional.of(BreakCause.OUT_OF_MEMORY));
    stores().turns().append(List.of(reply, broken));
    awaitListed(2);
    assertEquals(Optional.of(reply), stores().turns().find(bot, reply.id()));
    assertEquals(Optional.of(broken), reopen().turns().find(bot, broken.id()));
    assertEquals(Optional.empty(), stores().turns().find(bot, "another"));
    assertEquals(Optional.empty(), stores().turns().find(storedBot().id(), reply.id()));
  }

  @Test
  void writingATurnAgainChangesNothing() {
    TurnRecord turn = turn(1);
    stores().turns().append(List.of(turn));
    stores().turns().append(List.of(turn, turn(2)));
    stores().turns().append(List.of());
    awaitListed(2);
    assertEquals(List.of(turn(2), turn), listed(TurnFilter.ANY));
  }

  @Test
  void listsTheLatestFirstInPages() {
    List<TurnRecord> turns = new ArrayList<>(IntStream.range(0, 12).mapToObj(this::turn).toList());
    Collections.shuffle(turns, new Random(1));
    stores().turns().append(turns);
    awaitListed(12);
    Paging.check(IntStream.range(0, 12).mapToObj(number -> turn(11 - number)).toList(),
        page -> stores().turns().list(bot, TurnFilter.ANY, page));
  }

  @Test
  @DisplayName("turns of the same moment are all listed, once, in pages of any size")
  void listsTurnsOfOneMoment() {
    Set<TurnRecord> expected = new HashSet<>();
    for (int number = 0; number < 10; number++) {
      TurnRecord turn = turn(number);
      expected.add(new TurnRecord(turn.id(), bot, turn.stage(), turn.node(), number, AT, turn.cause(), 1, 2, 3, 6, "",
          "", ""));
    }
    stores().turns().append(List.copyOf(expected));
    awaitListed(10);
    for (int limit : new int[]{1, 3, 4, 100}) {
      List<TurnRecord> seen = Paging.walk(limit, page -> stores().turns().list(bot, TurnFilter.ANY, page), page -> {
      });
      assertEquals(10, seen.size());
      assertEquals(expected, new HashSet<>(seen));
    }
  }

  @Test
  @DisplayName("a list that is read while turns come in repeats and misses nothing")
  void listsSteadily() {
    stores().turns().append(IntStream.range(0, 9).mapToObj(this::turn).toList());
    awaitListed(9);
    List<TurnRecord> seen = Paging.walk(4, page -> stores().turns().list(bot, TurnFilter.ANY, page),
        firstPage -> stores().turns().append(List.of(turn(50), turn(51))));
    assertEquals(IntStream.range(0, 9).mapToObj(number -> turn(8 - number)).toList(), seen);
  }

  @Test
  void filtersByEverythingAtOnce() {
    List<TurnRecord> all = new ArrayList<>();
    List<NodeName> nodes = List.of(NODE, new NodeName("OTHER"));
    for (int number = 0; number < 40; number++) {
      Optional<BreakCause> cause = number % 3 == 0
          ? Optional.empty()
          : Optional.of(CAUSES.get(number % CAUSES.size()));
      all.addFirst(turn(number, number % 2 == 0 ? Stage.STAGING : Stage.PRODUCTION, nodes.get(number / 2 % 2), cause));
    }
    stores().turns().append(all);
    awaitListed(40);
    for (TurnFilter filter : filters()) {
      List<TurnRecord> expected = all.stream().filter(filter::admits).toList();
      assertEquals(expected, listed(filter), filter.toString());
      assertEquals(expected, Paging.walk(3, page -> stores().turns().list(bot, filter, page), page -> {
      }), filter.toString());
    }
  }

  private static List<TurnFilter> filters() {
    Optional<Instant> from = Optional.of(AT.plusSeconds(10));
    Optional<Instant> until = Optional.of(AT.plusSeconds(30));
    Optional<BreakCause> timeout = Optional.of(BreakCause.TIMEOUT);
    return List.of(
        new TurnFilter(Optional.of(Stage.STAGING), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty()),
        new TurnFilter(Optional.empty(), Optional.of(NODE), Optional.empty(), Optional.empty(), from, Optional.empty()),
        new TurnFilter(Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty(), from, until),
        new TurnFilter(Optional.empty(), Optional.empty(), Optional.of(false), Optional.empty(), Optional.empty(),
            until),
        new TurnFilter(Optional.empty(), Optional.empty(), Optional.empty(), timeout, Optional.empty(),
            Optional.empty()),
        new TurnFilter(Optional.of(Stage.PRODUCTION), Optional.of(NODE), Optional.of(false), timeout, from, until));
  }

  @Test
  void keepsLargeTurnsWhole() {
    List<TurnRecord> turns = new ArrayList<>();
    Random random = new Random(7);
    for (int number = 0; number < 20; number++) {
      String text = random.ints(64 * 1024, ' ', '~').collect(StringBuilder::new, StringBuilder::appendCodePoint,
          StringBuilder::append).toString();
      turns.addFirst(new TurnRecord("large-%02d".formatted(number), bot, Stage.STAGING, NODE, 1, AT.plusSeconds(number),
          Optional.empty(), 1, 2, 3, 6, text, text, text));
    }
    stores().turns().append(turns);
    awaitListed(20);
    assertEquals(turns, listed(TurnFilter.ANY));
    assertEquals(Optional.of(turns.getFirst()), stores().turns().find(bot, turns.getFirst().id()));
  }

  @Test
  void takesAThousandAtOnceFromSeveral() {
    Race.run(4, number -> {
      (number % 2 == 0 ? stores() : reopen()).turns()
          .append(IntStream.range(0, 1000).mapToObj(each -> turn(number * 1000 + each)).toList());
      return number;
    });
    awaitListed(4000);
    assertEquals(turn(3999), listed(TurnFilter.ANY).getFirst());
  }

  @Test
  void forgetsWhatIsTooOld() {
    stores().turns().append(IntStream.range(0, 10).mapToObj(this::turn).toList());
    awaitListed(10);
    stores().turns().prune(AT.plusSeconds(4), Long.MAX_VALUE);
    Eventually.holds("the old are gone", PATIENCE, () -> listed(TurnFilter.ANY).size() == 6);
    assertEquals(turn(4), listed(TurnFilter.ANY).getLast());
    assertEquals(Optional.empty(), stores().turns().find(bot, turn(3).id()));
    assertEquals(Optional.of(turn(4)), stores().turns().find(bot, turn(4).id()));
  }

  @Test
  @DisplayName("the oldest turns go when they take too much room, where the adapter can tell how much they take")
  void forgetsWhatIsTooMuch() {
    Random random = new Random(3);
    List<TurnRecord> turns = IntStream.range(0, 40).mapToObj(number -> {
      byte[] noise = new byte[50_000];
      random.nextBytes(noise);
      String log = HexFormat.of().formatHex(noise);
      return new TurnRecord("much-" + number, bot, Stage.STAGING, NODE, 1, AT.plusSeconds(number), Optional.empty(), 1,
          2, 3, 6, "{}", "{}", log);
    }).toList();
    stores().turns().append(turns);
    awaitListed(40);
    stores().turns().prune(Instant.EPOCH, 1_000_000);
    if (!capabilities().contains(Capability.PRUNES_TURNS_BY_SIZE)) {
      awaitListed(40);
      return;
    }
    Eventually.holds("the oldest are gone", PATIENCE, () -> listed(TurnFilter.ANY).size() < 30);
    List<TurnRecord> kept = listed(TurnFilter.ANY);
    assertTrue(kept.size() >= 5, kept.size() + " are left");
    assertEquals(turns.reversed().subList(0, kept.size()), kept);
  }
}
