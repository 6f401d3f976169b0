package dev.trainyard.local.store;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StageMove;
import dev.trainyard.release.StagePointer;
import dev.trainyard.release.StageStore;
import java.sql.SQLException;
import java.util.Locale;

/** Stage pointers and their moves in SQLite. Thread-safe. */
final class SqliteStageStore implements StageStore {
  private static final Cursors CURSORS = new Cursors("moves");

  private final SqlFile file;

  SqliteStageStore(SqlFile file) {
    this.file = file;
  }

  @Override
  public StagePointer pointer(BotId bot, Stage stage) {
    return file.read(sql -> pointer(sql, bot, stage));
  }

  @Override
  public StagePointer move(BotId bot, Stage stage, StageMove move) {
    return file.write(sql -> {
      StagePointer stored = pointer(sql, bot, stage);
      if (move.revision() != stored.revision() + 1) {
        throw TrainyardException.conflict("stage " + stage.text(), stored.revision());
      }
      StagePointer moved = stored.after(move);
      sql.change("""
          INSERT INTO stage (bot_id, stage, revision, trail, moved_at, moved_by) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (bot_id, stage) DO UPDATE SET revision = excluded.revision, trail = excluded.trail,
          moved_at = excluded.moved_at, moved_by = excluded.moved_by""", bot.value(), stage.text(), moved.revision(),
          StoredJson.ofNumbers(moved.trail()), moved.since(), moved.by().name());
      sql.change("""
          INSERT INTO stage_move (bot_id, stage, revision, release, kind, moved_at, moved_by)
          VALUES (?, ?, ?, ?, ?, ?, ?)""", bot.value(), stage.text(), move.revision(), move.release(),
          move.kind().name().toLowerCase(Locale.ROOT), move.at(), move.by().name());
      return moved;
    });
  }

  @Override
  public Page<StageMove> moves(BotId bot, Stage stage, PageRequest page) {
    long before = CURSORS.number(page).orElse(Integer.MAX_VALUE);
    return CURSORS.page(file.read(sql -> sql.list("""
        SELECT * FROM stage_move WHERE bot_id = ? AND stage = ? AND revision < ?
        ORDER BY revision DESC LIMIT ?""", SqliteStageStore::move, bot.value(), stage.text(), before,
        page.limit() + 1)), page, move -> String.valueOf(move.revision()));
  }

  private static StagePointer pointer(SqlSession sql, BotId bot, Stage stage) throws SQLException {
    return sql.one("SELECT * FROM stage WHERE bot_id = ? AND stage = ?",
        row -> new StagePointer(row.integer("revision"), StoredJson.numbers(row.text("trail")), row.instant("moved_at"),
            new Author(row.text("moved_by"))),
        bot.value(), stage.text()).orElseGet(StagePointer::none);
  }

  private static StageMove move(Row row) throws SQLException {
    return new StageMove(row.integer("revision"), row.integer("release"),
        StageMove.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)), row.instant("moved_at"),
        new Author(row.text("moved_by")));
  }
}
