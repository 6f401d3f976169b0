package dev.trainyard.local.store;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.BotSettings.BreakAction;
import dev.trainyard.bot.BotStore;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Bots in SQLite. Thread-safe. */
final class SqliteBotStore implements BotStore {
  private static final Cursors CURSORS = new Cursors("bots");

  private final SqlFile file;
  private final SqliteTurnLog turns;

  SqliteBotStore(SqlFile file, SqliteTurnLog turns) {
    this.file = file;
    this.turns = turns;
  }

  @Override
  public void create(Bot bot) {
    BotSettings settings = bot.settings();
    int made = file.write(sql -> sql.change("""
        INSERT INTO bot (id, name, title, break_messages, break_action, revision, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING""", bot.id().value(), bot.name().value(),
        settings.title(), StoredJson.ofMessages(settings.breakMessages()), text(settings.breakAction()), bot.revision(),
        bot.changedAt()));
    if (made == 0) {
      throw new TrainyardException(ErrorCode.NAME_TAKEN,
          "There is a bot %s already; choose another name.".formatted(bot.name()));
    }
  }

  @Override
  public Optional<Bot> find(BotName name) {
    return file.read(sql -> sql.one("SELECT * FROM bot WHERE name = ?", SqliteBotStore::bot, name.value()));
  }

  @Override
  public Page<Bot> list(PageRequest page) {
    String after = CURSORS.position(page).orElse("");
    return CURSORS.page(file.read(sql -> sql.list("SELECT * FROM bot WHERE name > ? ORDER BY name LIMIT ?",
        SqliteBotStore::bot, after, page.limit() + 1)), page, bot -> bot.name().value());
  }

  @Override
  public void update(Bot bot) {
    BotSettings settings = bot.settings();
    file.write(sql -> {
      int changed = sql.change("""
          UPDATE bot SET title = ?, break_messages = ?, break_action = ?, revision = ?, changed_at = ?
          WHERE id = ? AND revision = ?""", settings.title(), StoredJson.ofMessages(settings.breakMessages()),
          text(settings.breakAction()), bot.revision(), bot.changedAt(), bot.id().value(), bot.revision() - 1);
      if (changed == 0) {
        throw sql.one("SELECT revision FROM bot WHERE id = ?", row -> row.integer("revision"), bot.id().value())
            .map(current -> TrainyardException.conflict("bot " + bot.name(), current))
            .orElseGet(() -> TrainyardException.notFound("bot " + bot.name()));
      }
      return changed;
    });
  }

  /** The turns, which lie in a file of their own, go first: if the bot is still there, deleting can be repeated. */
  @Override
  public void delete(Bot bot) {
    turns.forget(bot.id());
    file.write(sql -> {
      SqliteNodeStore.leave(sql, "bot.id", bot.id().value());
      return sql.change("DELETE FROM bot WHERE id = ?", bot.id().value());
    });
  }

  private static Bot bot(Row row) throws SQLException {
    return new Bot(new BotId(row.text("id")), new BotName(row.text("name")),
        new BotSettings(row.text("title"), StoredJson.messages(row.text("break_messages")),
            BreakAction.valueOf(row.text("break_action").toUpperCase(Locale.ROOT))),
        row.integer("revision"), row.instant("changed_at"));
  }

  private static String text(BreakAction action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
