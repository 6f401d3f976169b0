package dev.trainyard.local.store;

import static dev.trainyard.local.store.Samples.AT;
import static dev.trainyard.local.store.Samples.BOT;
import static dev.trainyard.local.store.Samples.open;
import static dev.trainyard.local.store.Samples.turn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the turn log's contract suite cannot see: its file, and the size of its pages. */
class SqliteTurnLogTest {
  private static final int LONGEST_LOG = 256 * 1024;
  private static final BotId OTHER = new BotId("bot-2");

  @TempDir
  private Path folder;

  private static List<TurnRecord> turns(int count, int logBytes) {
    String log = "x".repeat(logBytes);
    return IntStream.range(0, count).mapToObj(i -> turn("turn-" + i, AT.plusMillis(i), log)).toList();
  }

  /** Turns with logs that cannot be packed. */
  private static List<TurnRecord> noisyTurns(int first, int count) {
    Random random = new Random(first);
    return IntStream.range(first, first + count).mapToObj(i -> turn("turn-" + i, AT.plusMillis(i),
        random.ints(12_000, ' ', 0x7f).collect(StringBuilder::new, StringBuilder::appendCodePoint,
            StringBuilder::append).toString()))
        .toList();
  }

  @Test
  void givesSpaceBackToTheDisk() throws IOException {
    try (LocalStores stores = open(folder)) {
      for (int round = 0; round < 5; round++) {
        stores.turns().append(noisyTurns(round * 100, 100));
      }
    }
    long full = Files.size(folder.resolve("turns.db"));
    try (LocalStores stores = open(folder)) {
      stores.turns().prune(AT, 1_000_000);
    }
    long pruned = Files.size(folder.resolve("turns.db"));
    assertTrue(full > 5_000_000 && pruned < 2_000_000, full + " bytes, then " + pruned);
  }

  @Test
  @DisplayName("turns that are alike share rows, and take a tenth of the room of their texts")
  void packsTurns() throws SQLException, IOException {
    List<TurnRecord> turns = IntStream.range(0, 1000).mapToObj(i -> turn("turn-" + i, AT.plusMillis(i),
        "START RequestId: %d Version: 1\n".formatted(i) + "what code prints each time\n".repeat(70))).toList();
    try (LocalStores stores = open(folder)) {
      stores.turns().append(turns);
      assertEquals(turns.reversed(), Page.all(page -> stores.turns().list(BOT.id(), TurnFilter.ANY, page)));
    }
    assertTrue(number("SELECT count(*) FROM turn_block") < 30);
    assertTrue(Files.size(folder.resolve("turns.db")) < 200_000);
  }

  @Test
  @DisplayName("the turns of files of earlier versions are all kept, whatever they are")
  void keepsTheTurnsOfEarlierFiles() throws SQLException {
    for (int version = 1; version <= 3; version++) {
      Path old = folder.resolve("version" + version);
      List<TurnRecord> turns = oldTurns(1203);
      fill(old, version, turns);
      try (LocalStores stores = open(old)) {
        for (BotId bot : List.of(BOT.id(), OTHER)) {
          assertEquals(turns.reversed().stream().filter(turn -> turn.bot().equals(bot)).toList(),
              Page.all(page -> stores.turns().list(bot, TurnFilter.ANY, page)));
        }
        assertEquals(turns.get(7), stores.turns().find(turns.get(7).bot(), turns.get(7).id()).orElseThrow());
        stores.turns().append(turns.subList(0, 100));
        assertEquals(2, stores.turns().list(OTHER, TurnFilter.ANY, PageRequest.first(2)).items().size());
      }
      try (LocalStores stores = open(old)) {
        assertEquals(802, Page.all(page -> stores.turns().list(BOT.id(), TurnFilter.ANY, page)).size());
        stores.turns().prune(AT.plusSeconds(3600), 0);
        assertEquals(List.of(), stores.turns().list(BOT.id(), TurnFilter.ANY, PageRequest.first(2)).items());
      }
    }
  }

  private static List<TurnRecord> oldTurns(int count) {
    List<BreakCause> causes = List.of(BreakCause.values());
    return IntStream.range(0, count).mapToObj(i -> new TurnRecord("t%04d".formatted(i), i % 3 == 0 ? OTHER : BOT.id(),
        i % 2 == 0 ? Stage.STAGING : Stage.PRODUCTION, new NodeName("N" + i % 5), i, AT.plusMillis(i),
        i % 7 == 0 ? Optional.of(causes.get(i % causes.size())) : Optional.empty(), i, 2, 3L << 40, 5,
        "{\"é\": %d}".formatted(i), "🚂", i == 9 ? "x".repeat(LONGEST_LOG) : "kept\0\n")).toList();
  }

  private static void fill(Path folder, int version, List<TurnRecord> turns) throws SQLException {
    assertTrue(folder.toFile().mkdir());
    String file = "jdbc:sqlite:" + folder.resolve("turns.db");
    Flyway.configure().dataSource(file, null, null).locations("classpath:db/turns").target("" + version).load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(file);
        Statement statement = connection.createStatement();
        PreparedStatement insert = connection.prepareStatement(
            """
                INSERT INTO turn (bot_id, id, admitted_at, stage, node, cause, release, queue_micros, start_micros,
                run_micros, total_micros, bytes, input, output, log) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 9, ?, ?, ?)""")) {
      statement.executeUpdate("PRAGMA user_version=" + version);
      connection.setAutoCommit(false);
      for (TurnRecord turn : turns) {
        Object[] values = {turn.bot().value(), turn.id(), StoredInstant.write(turn.at()), turn.stage().text(),
            turn.node().value(), turn.cause().map(BreakCause::text).orElse(null), turn.release(), turn.queueMicros(),
            turn.startMicros(), turn.runMicros(), turn.totalMicros(), turn.input().text(), turn.output().text(),
            turn.log().text()};
        for (int i = 0; i < values.length; i++) {
          insert.setObject(i + 1, values[i]);
        }
        insert.executeUpdate();
      }
      connection.commit();
    }
  }

  @Test
  @DisplayName("a row that tells of more than it may is refused, not given memory")
  void refusesADamagedRow() throws SQLException {
    try (LocalStores stores = open(folder)) {
      stores.turns().append(turns(2, 10));
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("turns.db"));
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("UPDATE turn_block SET turns = x'7fffffff00'");
      }
      Samples.refused(ErrorCode.STORE_UNAVAILABLE, () -> stores.turns().find(BOT.id(), "turn-1"));
      Samples.refused(ErrorCode.STORE_UNAVAILABLE,
          () -> stores.turns().list(BOT.id(), TurnFilter.ANY, PageRequest.first(5)));
    }
  }

  @Test
  void endsAPageBeforeItsTextsFillTheMemory() {
    List<TurnRecord> turns = turns(150, LONGEST_LOG);
    try (LocalStores stores = open(folder)) {
      turns.forEach(turn -> stores.turns().append(List.of(turn)));
      List<String> seen = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      Optional<Page<TurnRecord>> page = Optional
          .of(stores.turns().list(BOT.id(), TurnFilter.ANY, PageRequest.first(PageRequest.MOST)));
      while (page.isPresent()) {
        page.get().items().forEach(turn -> seen.add(turn.id()));
        sizes.add(page.get().items().size());
        page = page.get().next().map(next -> stores.turns().list(BOT.id(), TurnFilter.ANY,
            new PageRequest(Optional.of(next), PageRequest.MOST)));
      }
      assertEquals(turns.reversed().stream().map(TurnRecord::id).toList(), seen);
      assertTrue(sizes.stream().allMatch(size -> size <= 64), sizes.toString());
    }
  }

  @Test
  void keepsWhateverCodePrints() {
    String log = "a\0b\r\n\t\u001b[31m \ud83d\ude82 '\"; DROP TABLE turn; --";
    try (LocalStores stores = open(folder)) {
      stores.turns().append(List.of(turn("t1", AT, log)));
      assertEquals(log, stores.turns().find(BOT.id(), "t1").orElseThrow().log().text());
    }
  }

  @Test
  void findsByIndexWhateverTheFilter() throws SQLException {
    open(folder).close();
    for (String filter : List.of("", " AND (stages & 4) <> 0", " AND (nodes & 4) <> 0", " AND causes <> 0",
        " AND replies <> 0", " AND last_at >= 5 AND first_at < 9")) {
      assertPlan("SEARCH turn_block USING INDEX turn_block_by_time",
          "SELECT bot_id, last_at, turns FROM turn_block WHERE bot_id = 'b'" + filter
              + " ORDER BY last_at DESC, sequence DESC");
    }
    assertPlan("SEARCH turn_block USING INDEX turn_block_by_id",
        "SELECT turns FROM turn_block WHERE bot_id = 'b' AND last_id >= 'i' AND first_id <= 'i' ORDER BY last_id");
    assertPlan("SEARCH turn_block USING COVERING INDEX turn_block_age",
        "SELECT sequence, bytes, last_at FROM turn_block WHERE first_at < 5 ORDER BY first_at LIMIT 10");
    assertPlan("SCAN turn_block USING COVERING INDEX turn_block_age", "SELECT total(bytes) FROM turn_block");
  }

  private void assertPlan(String beginning, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("turns.db"));
        Statement statement = connection.createStatement();
        ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
      List<String> steps = new ArrayList<>();
      while (plan.next()) {
        steps.add(plan.getString("detail"));
      }
      assertTrue(steps.size() == 1 && steps.getFirst().startsWith(beginning), query + ": " + steps);
    }
  }

  private long number(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("turns.db"));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      assertTrue(result.next());
      return result.getLong(1);
    }
  }
}
