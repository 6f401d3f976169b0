package dev.trainyard.local.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnLog;
import dev.trainyard.turn.TurnRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Turns in a SQLite file of their own, many in a row. Thread-safe. */
final class SqliteTurnLog implements TurnLog {
  private static final int MOST_AT_ONCE = 1000;
  /** How many rows are removed before waiting appends have their turn. */
  private static final int REMOVED_TOGETHER = 50;
  private static final int PAGES_FREED_TOGETHER = 500;

  private final SqlFile file;
  /** Only the file's writer uses it. */
  private final TurnBlockWriter writer = new TurnBlockWriter();

  SqliteTurnLog(SqlFile file) {
    this.file = file;
  }

  @Override
  public void append(List<TurnRecord> turns) {
    if (turns.size() > MOST_AT_ONCE) {
      throw new IllegalArgumentException("at most %d turns at once".formatted(MOST_AT_ONCE));
    }
    Map<BotId, Map<String, TurnRecord>> byBot = new LinkedHashMap<>();
    for (TurnRecord turn : turns) {
      byBot.computeIfAbsent(turn.bot(), _ -> new LinkedHashMap<>()).putIfAbsent(turn.id(), turn);
    }
    if (!byBot.isEmpty()) {
      file.write(sql -> {
        for (Map.Entry<BotId, Map<String, TurnRecord>> one : byBot.entrySet()) {
          writer.write(sql, unknown(sql, one.getKey(), one.getValue()));
        }
        return byBot.size();
      });
    }
  }

  /** Those of the turns of a bot that no row holds: of a batch after a batch, one or two rows may. */
  private static List<TurnRecord> unknown(SqlSession sql, BotId bot, Map<String, TurnRecord> byId)
      throws SQLException {
    Map<String, TurnRecord> left = new LinkedHashMap<>(byId);
    sql.listWhile("SELECT turns FROM turn_block WHERE bot_id = ? AND last_id >= ? AND first_id <= ?", row -> {
      TurnBlock.readIds(row, left::remove);
      return left.size();
    }, () -> !left.isEmpty(), bot.value(), Collections.min(byId.keySet()), Collections.max(byId.keySet()));
    return List.copyOf(left.values());
  }

  @Override
  public Optional<TurnRecord> find(BotId bot, String id) {
    List<TurnRecord> found = new ArrayList<>();
    file.read(sql -> sql.listWhile("""
        SELECT bot_id, turns FROM turn_block WHERE bot_id = ? AND last_id >= ? AND first_id <= ? ORDER BY last_id""",
        row -> {
          TurnBlock.read(row, known -> {
            if (known.turn().id().equals(id)) {
              found.add(known.turn());
            }
          });
          return found.size();
        }, found::isEmpty, bot.value(), id, id));
    return found.stream().findFirst();
  }

  @Override
  public Page<TurnRecord> list(BotId bot, TurnFilter filter, PageRequest page) {
    return new TurnQuery(bot, filter, page).run(file);
  }

  @Override
  public void prune(Instant before, long mostBytes) {
    removeWhile(() -> file.write(sql -> removeBefore(sql, before)));
    // Rows are only appended beside this, so it removes too little at the worst; the next time makes up for it.
    long excess = file
        .read(sql -> sql.one("SELECT total(bytes) AS bytes FROM turn_block", row -> row.number("bytes")))
        .orElse(0L) - mostBytes;
    while (excess > 0) {
      long stillToGo = excess;
      long removed = file.write(sql -> removeOldest(sql, stillToGo));
      excess = removed == 0 ? 0 : excess - removed;
    }
    removeWhile(this::freePages);
  }

  /** Removes the turns of a bot. Repeating it is fine. */
  void forget(BotId bot) {
    removeWhile(() -> file.write(sql -> sql.change("""
        DELETE FROM turn_block WHERE sequence IN (SELECT sequence FROM turn_block WHERE bot_id = ? LIMIT ?)""",
        bot.value(), REMOVED_TOGETHER)) == REMOVED_TOGETHER);
  }

  private static void removeWhile(BooleanSupplier step) {
    boolean more = true;
    while (more) {
      more = step.getAsBoolean();
    }
  }

  /** Removes what is older, a few rows at a time; true while there may be more. */
  private boolean removeBefore(SqlSession sql, Instant before) throws SQLException {
    long earliest = StoredInstant.write(before);
    List<Aged> old = sql.list("""
        SELECT sequence, bytes, last_at FROM turn_block WHERE first_at < ? ORDER BY first_at LIMIT ?""", Aged::of,
        earliest, REMOVED_TOGETHER);
    for (Aged row : old) {
      List<TurnRecord> kept = row.lastAt() < earliest ? List.of() : since(sql, row, before);
      remove(sql, row);
      writer.write(sql, kept);
    }
    return old.size() == REMOVED_TOGETHER;
  }

  private static List<TurnRecord> since(SqlSession sql, Aged row, Instant before) throws SQLException {
    List<TurnRecord> kept = new ArrayList<>();
    sql.list("SELECT bot_id, turns FROM turn_block WHERE sequence = ?", each -> {
      TurnBlock.read(each, found -> {
        if (!found.turn().at().isBefore(before)) {
          kept.add(found.turn());
        }
      });
      return kept.size();
    }, row.sequence());
    return kept;
  }

  private static long removeOldest(SqlSession sql, long excess) throws SQLException {
    List<Aged> oldest = sql.list("SELECT sequence, bytes, last_at FROM turn_block ORDER BY first_at LIMIT ?", Aged::of,
        REMOVED_TOGETHER);
    long removed = 0;
    for (Aged row : oldest) {
      if (removed >= excess) {
        break;
      }
      remove(sql, row);
      removed += row.bytes();
    }
    return removed;
  }

  private static void remove(SqlSession sql, Aged row) throws SQLException {
    sql.change("DELETE FROM turn_block WHERE sequence = ?", row.sequence());
  }

  /** Gives free pages back to the disk, a few at a time; true while there are more and this helps. */
  private boolean freePages() {
    return file.write(sql -> {
      int before = freePageCount(sql);
      sql.pragma("incremental_vacuum(" + PAGES_FREED_TOGETHER + ")");
      int after = freePageCount(sql);
      return after > 0 && after < before;
    });
  }

  private static int freePageCount(SqlSession sql) throws SQLException {
    return sql.one("PRAGMA freelist_count", row -> row.integer("freelist_count")).orElse(0);
  }

  private record Aged(long sequence, long bytes, long lastAt) {
    static Aged of(Row row) throws SQLException {
      return new Aged(row.number("sequence"), row.number("bytes"), row.number("last_at"));
    }
  }
}
