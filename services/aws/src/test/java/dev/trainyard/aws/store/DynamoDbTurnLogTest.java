package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.bot.NodeName;
import dev.trainyard.contracts.Stores;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DynamoDbTurnLogTest extends AwsStoreTest {

  private TurnRecord turn(int number, Optional<BreakCause> cause, String log) {
    return new TurnRecord("turn-" + number, bot.id(), Stage.STAGING, new NodeName("NODE"), 1, AT.plusSeconds(number),
        cause, 1, 2, 3, 6, "{}", "{}", log);
  }

  private TurnRecord turn(int number) {
    return turn(number, Optional.empty(), "");
  }

  private List<TurnRecord> listed(Stores all, TurnFilter filter) {
    return Page.all(page -> all.turns().list(bot.id(), filter, page));
  }

  @Test
  @DisplayName("what is too old is not given, long before DynamoDB removes it, and pruning it costs nothing")
  void hidesWhatIsTooOld() {
    stores().turns().append(IntStream.range(0, 20).mapToObj(this::turn).toList());
    Instant now = AT.plus(Duration.ofDays(7)).plusSeconds(12);
    try (AwsUnderTest later = AwsUnderTest.open(settings, Duration.ofDays(7), InstantSource.fixed(now))) {
      Stores all = later.ports();
      assertEquals(IntStream.range(0, 8).mapToObj(number -> turn(19 - number)).toList(),
          listed(all, TurnFilter.ANY));
      assertEquals(Optional.empty(), all.turns().find(bot.id(), "turn-11"));
      assertEquals(Optional.of(turn(12)), all.turns().find(bot.id(), "turn-12"));
      int queries = aws.calls("Query");
      all.turns().prune(now.minus(Duration.ofDays(7)), 0);
      assertEquals(queries, aws.calls("Query"));
      all.turns().prune(AT.plusSeconds(15), 0);
      assertEquals(5, listed(all, TurnFilter.ANY).size());
    }
    assertEquals(5, listed(stores(), TurnFilter.ANY).size());
  }

  @Test
  @DisplayName("a rare turn among many is found, in pages that end early, none of them endless")
  void findsTheRare() {
    List<TurnRecord> all = new ArrayList<>();
    for (int number = 0; number < 3000; number++) {
      boolean rare = number == 3 || number == 2900;
      all.add(turn(number, rare ? Optional.of(BreakCause.TIMEOUT) : Optional.empty(), ""));
    }
    for (int part = 0; part < 3; part++) {
      stores().turns().append(all.subList(part * 1000, part * 1000 + 1000));
    }
    TurnFilter rare = new TurnFilter(Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.of(BreakCause.TIMEOUT), Optional.empty(), Optional.empty());
    List<TurnRecord> found = new ArrayList<>();
    Optional<Cursor> cursor = Optional.empty();
    int pages = 0;
    do {
      Page<TurnRecord> page = others().turns().list(bot.id(), rare, new PageRequest(cursor, 1));
      found.addAll(page.items());
      cursor = page.next();
      pages++;
      assertTrue(pages < 10, "no end");
    } while (cursor.isPresent());
    assertEquals(List.of(all.get(2900), all.get(3)), found);
  }

  @Test
  @DisplayName("a page of turns holds no more texts than memory allows")
  void endsAPageEarly() {
    Random random = new Random(1);
    StringBuilder noise = new StringBuilder();
    random.ints(180_000, ' ', '~').forEach(noise::appendCodePoint);
    List<TurnRecord> turns = IntStream.range(0, 130)
        .mapToObj(number -> turn(number, Optional.empty(), noise + " " + number)).toList();
    for (int part = 0; part < 130; part += 26) {
      stores().turns().append(turns.subList(part, part + 26));
    }
    Page<TurnRecord> first = others().turns().list(bot.id(), TurnFilter.ANY, PageRequest.first(500));
    assertTrue(first.items().size() < 130 && first.next().isPresent(), "a page of " + first.items().size());
    assertEquals(turns.reversed(), listed(others(), TurnFilter.ANY));
  }

  @Test
  @DisplayName("a turn whose texts were never written is left out of lists")
  void leavesOutWhatHasNoTexts() {
    stores().turns().append(List.of(turn(1), turn(2)));
    try (AwsClients clients = AwsUnderTest.clients(settings);
        Parallel parallel = new Parallel(1, Duration.ofSeconds(30))) {
      new Table(clients.dynamoDb(), settings.table(), parallel).deleteAll(List.of(Keys.turn(bot.id(), "turn-2")));
    }
    assertEquals(List.of(turn(1)), listed(stores(), TurnFilter.ANY));
  }
}
