package dev.trainyard.local.store;

import static dev.trainyard.local.store.Samples.AT;
import static dev.trainyard.local.store.Samples.BOT;
import static dev.trainyard.local.store.Samples.open;
import static dev.trainyard.local.store.Samples.turn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the turn log's contract suite cannot see: its file, and the size of its pages. */
class SqliteTurnLogTest {
  private static final int LONGEST_LOG = 256 * 1024;

  @TempDir
  private Path folder;

  private static List<TurnRecord> turns(int count, int logBytes) {
    String log = "x".repeat(logBytes);
    return IntStream.range(0, count).mapToObj(i -> turn("turn-" + i, AT.plusMillis(i), log)).toList();
  }

  @Test
  void givesSpaceBackToTheDisk() throws IOException {
    try (LocalStores stores = open(folder)) {
      for (int round = 0; round < 5; round++) {
        stores.turns().append(turns(500, 10_000).subList(round * 100, round * 100 + 100));
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
  void keepsTheTurnsOfAFileWithTheFirstTables() throws SQLException {
    String file = "jdbc:sqlite:" + folder.resolve("turns.db");
    Flyway.configure().dataSource(file, null, null).locations("classpath:db/turns").target("1").load().migrate();
    try (Connection connection = DriverManager.getConnection(file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version=1");
      statement.executeUpdate("""
          INSERT INTO turn (bot_id, id, admitted_at, stage, node, cause, release, queue_micros, start_micros,
          run_micros, total_micros, bytes, input, output, log)
          VALUES ('%s', 't1', 5, 'staging', 'A', NULL, 1, 2, 3, 4, 5, 206, '{}', '{}', 'kept')"""
          .formatted(BOT.id().value()));
    }
    try (LocalStores stores = open(folder)) {
      assertEquals("kept", stores.turns().find(BOT.id(), "t1").orElseThrow().log());
    }
    findsByIndexWhateverTheFilter();
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
      assertEquals(log, stores.turns().find(BOT.id(), "t1").orElseThrow().log());
    }
  }

  @Test
  void findsByIndexWhateverTheFilter() throws SQLException {
    open(folder).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("turns.db"));
        Statement statement = connection.createStatement()) {
      for (String filter : List.of("", " AND stage = 'staging'", " AND node = 'A'", " AND cause IS NOT NULL",
          " AND cause = 'timeout'", " AND admitted_at >= 5 AND (admitted_at, sequence) < (9, 9)")) {
        try (ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN SELECT * FROM turn WHERE bot_id = 'b'" + filter
            + " ORDER BY admitted_at DESC, sequence DESC LIMIT 10")) {
          List<String> steps = new ArrayList<>();
          while (plan.next()) {
            steps.add(plan.getString("detail"));
          }
          assertTrue(steps.size() == 1 && steps.getFirst().startsWith("SEARCH turn USING INDEX turn_"),
              filter + ": " + steps);
        }
      }
    }
  }
}
