package dev.trainyard.local.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnLog;
import dev.trainyard.turn.TurnRecord;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Turns in a SQLite file of their own. Thread-safe. */
final class SqliteTurnLog implements TurnLog {
  private static final int MOST_AT_ONCE = 1000;
  /** What a row costs beside its texts, with its share of the indexes. */
  private static final int ROW_BYTES = 200;
  /** How many rows are removed before waiting appends have their turn. */
  private static final int REMOVED_TOGETHER = 200;
  private static final int PAGES_FREED_TOGETHER = 250;

  private final SqlFile file;

  SqliteTurnLog(SqlFile file) {
    this.file = file;
  }

  @Override
  public void append(List<TurnRecord> turns) {
    if (turns.size() > MOST_AT_ONCE) {
      throw new IllegalArgumentException("at most %d turns at once".formatted(MOST_AT_ONCE));
    }
    List<TurnRecord> batch = List.copyOf(turns);
    if (!batch.isEmpty()) {
      file.write(sql -> {
        int written = 0;
        for (TurnRecord turn : batch) {
          written += insert(sql, turn);
        }
        return written;
      });
    }
  }

  @Override
  public Optional<TurnRecord> find(BotId bot, String id) {
    return file.read(
        sql -> sql.one("SELECT * FROM turn WHERE bot_id = ? AND id = ?", SqliteTurnLog::turn, bot.value(), id));
  }

  @Override
  public Page<TurnRecord> list(BotId bot, TurnFilter filter, PageRequest page) {
    return new TurnQuery(bot, filter, page).run(file);
  }

  @Override
  public void prune(Instant before, long mostBytes) {
    long earliest = StoredInstant.write(before);
    removeWhile(() -> remove("""
        SELECT sequence FROM turn WHERE admitted_at < ? ORDER BY admitted_at, sequence LIMIT ?""", earliest));
    // Rows are only appended beside this, so it removes too little at the worst; the next time makes up for it.
    long excess = file.read(sql -> sql.one("SELECT total(bytes) AS bytes FROM turn", row -> row.number("bytes")))
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
    removeWhile(() -> remove("SELECT sequence FROM turn WHERE bot_id = ? LIMIT ?", bot.value()));
  }

  private static void removeWhile(BooleanSupplier step) {
    boolean more = true;
    while (more) {
      more = step.getAsBoolean();
    }
  }

  private boolean remove(String selection, Object value) {
    return file.write(sql -> sql.change("DELETE FROM turn WHERE sequence IN (" + selection + ")", value,
        REMOVED_TOGETHER)) == REMOVED_TOGETHER;
  }

  private static long removeOldest(SqlSession sql, long excess) throws SQLException {
    List<Aged> oldest = sql.list("SELECT sequence, bytes FROM turn ORDER BY admitted_at, sequence LIMIT ?",
        row -> new Aged(row.number("sequence"), row.number("bytes")), REMOVED_TOGETHER);
    long removed = 0;
    for (Aged turn : oldest) {
      if (removed >= excess) {
        break;
      }
      sql.change("DELETE FROM turn WHERE sequence = ?", turn.sequence());
      removed += turn.bytes();
    }
    return removed;
  }

  /** Gives free pages back to the disk, a few at a time; true while there are more. */
  private boolean freePages() {
    return file.write(sql -> {
      sql.pragma("incremental_vacuum(" + PAGES_FREED_TOGETHER + ")");
      return sql.one("PRAGMA freelist_count", row -> row.integer("freelist_count")).orElse(0) > 0;
    });
  }

  private static int insert(SqlSession sql, TurnRecord turn) throws SQLException {
    return sql.change("""
        INSERT INTO turn (bot_id, id, admitted_at, stage, node, cause, release, queue_micros, start_micros, run_micros,
        total_micros, bytes, input, output, log) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (bot_id, id) DO NOTHING""", turn.bot().value(), turn.id(), turn.at(), turn.stage().text(),
        turn.node().value(), turn.cause().map(BreakCause::text), turn.release(), turn.queueMicros(), turn.startMicros(),
        turn.runMicros(), turn.totalMicros(), ROW_BYTES + size(turn.input()) + size(turn.output()) + size(turn.log()),
        turn.input(), turn.output(), turn.log());
  }

  static TurnRecord turn(Row row) throws SQLException {
    return new TurnRecord(row.text("id"), new BotId(row.text("bot_id")), Stage.parse(row.text("stage")),
        new NodeName(row.text("node")), row.integer("release"), row.instant("admitted_at"),
        row.optionalText("cause").map(cause -> BreakCause.valueOf(cause.toUpperCase(Locale.ROOT))),
        row.number("queue_micros"), row.number("start_micros"), row.number("run_micros"), row.number("total_micros"),
        row.text("input"), row.text("output"), row.text("log"));
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private record Aged(long sequence, long bytes) {
  }
}
