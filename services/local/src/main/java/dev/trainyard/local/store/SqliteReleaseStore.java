package dev.trainyard.local.store;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Release;
import dev.trainyard.release.ReleaseStore;
import java.sql.SQLException;
import java.util.Optional;

/** Releases in SQLite. Thread-safe. */
final class SqliteReleaseStore implements ReleaseStore {
  private static final Cursors CURSORS = new Cursors("releases");

  private final SqlFile file;

  SqliteReleaseStore(SqlFile file) {
    this.file = file;
  }

  @Override
  public void append(Release release) {
    String bot = release.bot().value();
    file.write(sql -> {
      int newest = sql
          .one("SELECT max(number) AS newest FROM release WHERE bot_id = ?", row -> row.integer("newest"), bot)
          .orElse(0);
      if (newest != release.number() - 1) {
        throw TrainyardException.conflict("list of releases", newest);
      }
      return sql.change("""
          INSERT INTO release (bot_id, number, manifest, nodes, created_at, author, note)
          VALUES (?, ?, ?, ?, ?, ?, ?)""", bot, release.number(), release.manifest().value(), release.nodes(),
          release.createdAt(), release.author().name(), release.note());
    });
  }

  @Override
  public Optional<Release> newest(BotId bot) {
    return file.read(sql -> sql.one("SELECT * FROM release WHERE bot_id = ? ORDER BY number DESC LIMIT 1",
        SqliteReleaseStore::release, bot.value()));
  }

  @Override
  public Optional<Release> find(BotId bot, int number) {
    return file.read(sql -> sql.one("SELECT * FROM release WHERE bot_id = ? AND number = ?",
        SqliteReleaseStore::release, bot.value(), number));
  }

  @Override
  public Page<Release> list(BotId bot, PageRequest page) {
    long before = CURSORS.number(page).orElse(Integer.MAX_VALUE);
    return CURSORS.page(
        file.read(sql -> sql.list("SELECT * FROM release WHERE bot_id = ? AND number < ? ORDER BY number DESC LIMIT ?",
            SqliteReleaseStore::release, bot.value(), before, page.limit() + 1)),
        page, release -> String.valueOf(release.number()));
  }

  @Override
  public void prune(BotId bot, int number) {
    file.write(sql -> sql.change("""
        DELETE FROM release WHERE bot_id = ?1 AND number = ?2
        AND number < (SELECT max(number) FROM release WHERE bot_id = ?1)""", bot.value(), number));
  }

  private static Release release(Row row) throws SQLException {
    return new Release(new BotId(row.text("bot_id")), row.integer("number"), new Digest(row.text("manifest")),
        row.integer("nodes"), row.instant("created_at"), new Author(row.text("author")), row.text("note"));
  }
}
