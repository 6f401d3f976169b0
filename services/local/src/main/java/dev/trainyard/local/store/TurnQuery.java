package dev.trainyard.local.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One page of turns. Ends early where its texts become too many bytes for one answer. Not thread-safe. */
final class TurnQuery {
  private static final Cursors CURSORS = new Cursors("turns");
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final PageRequest page;
  private final StringBuilder sql = new StringBuilder("SELECT * FROM turn WHERE bot_id = ?");
  private final List<Object> values = new ArrayList<>();
  private long bytes;

  TurnQuery(BotId bot, TurnFilter filter, PageRequest page) {
    this.page = page;
    values.add(bot.value());
    filter.stage().ifPresent(stage -> and("stage = ?", stage.text()));
    filter.node().ifPresent(node -> and("node = ?", node.value()));
    filter.reply().ifPresent(reply -> sql.append(reply ? " AND cause IS NULL" : " AND cause IS NOT NULL"));
    filter.cause().map(BreakCause::text).ifPresent(cause -> and("cause = ?", cause));
    filter.from().ifPresent(from -> and("admitted_at >= ?", from));
    filter.until().ifPresent(until -> and("admitted_at < ?", until));
    CURSORS.position(page).ifPresent(this::andAfter);
    sql.append(" ORDER BY admitted_at DESC, sequence DESC LIMIT ?");
    values.add(page.limit() + 1);
  }

  Page<TurnRecord> run(SqlFile file) {
    List<Placed> rows = file.read(session -> session.listWhile(sql.toString(), this::placed,
        () -> bytes <= MOST_BYTES, values.toArray()));
    boolean more = rows.size() > page.limit() || bytes > MOST_BYTES;
    List<Placed> given = rows.subList(0, Math.min(rows.size(), page.limit()));
    return new Page<>(given.stream().map(Placed::turn).toList(),
        more ? Optional.of(CURSORS.after(given.getLast().position())) : Optional.empty());
  }

  private void and(String condition, Object value) {
    sql.append(" AND ").append(condition);
    values.add(value);
  }

  private void andAfter(String position) {
    String[] parts = position.split(" ", -1);
    if (parts.length != 2) {
      throw Cursors.unreadable();
    }
    sql.append(" AND (admitted_at, sequence) < (?, ?)");
    values.add(number(parts[0]));
    values.add(number(parts[1]));
  }

  private static long number(String part) {
    try {
      return Long.parseLong(part);
    } catch (NumberFormatException _) {
      throw Cursors.unreadable();
    }
  }

  private Placed placed(Row row) throws SQLException {
    bytes += row.number("bytes");
    return new Placed(SqliteTurnLog.turn(row), row.number("admitted_at") + " " + row.number("sequence"));
  }

  private record Placed(TurnRecord turn, String position) {
  }
}
