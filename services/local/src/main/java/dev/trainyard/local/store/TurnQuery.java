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

/** One page of turns: reads rows, the latest first, until no other can hold a turn of the page. Not thread-safe. */
final class TurnQuery {
  private static final Cursors CURSORS = new Cursors("turns");

  private final TurnFilter filter;
  private final LatestTurns latest;
  private final StringBuilder sql = new StringBuilder("SELECT bot_id, last_at, turns FROM turn_block WHERE bot_id = ?");
  private final List<Object> values = new ArrayList<>();
  private boolean done;

  TurnQuery(BotId bot, TurnFilter filter, PageRequest page) {
    this.filter = filter;
    values.add(bot.value());
    filter.stage().ifPresent(stage -> and("(stages & ?) <> 0", TurnSummary.bit(stage.text())));
    filter.node().ifPresent(node -> and("(nodes & ?) <> 0", TurnSummary.bit(node.value())));
    filter.reply().ifPresent(reply -> sql.append(reply ? " AND replies <> 0" : " AND causes <> 0"));
    filter.cause().map(BreakCause::text).ifPresent(cause -> and("(causes & ?) <> 0", TurnSummary.bit(cause)));
    filter.from().ifPresent(from -> and("last_at >= ?", from));
    filter.until().ifPresent(until -> and("first_at < ?", until));
    Optional<TurnPosition> after = CURSORS.position(page).map(TurnPosition::parse);
    after.ifPresent(position -> and("first_at <= ?", position.at()));
    sql.append(" ORDER BY last_at DESC, sequence DESC");
    latest = new LatestTurns(page.limit(), after);
  }

  Page<TurnRecord> run(SqlFile file) {
    file.read(session -> session.listWhile(sql.toString(), this::look, () -> !done, values.toArray()));
    List<TurnRecord> turns = latest.turns();
    return new Page<>(turns, latest.more()
        ? Optional.of(CURSORS.after(TurnPosition.of(turns.getLast()).text()))
        : Optional.empty());
  }

  private void and(String condition, Object value) {
    sql.append(" AND ").append(condition);
    values.add(value);
  }

  private boolean look(Row row) throws SQLException {
    done = latest.needNothingUntil(row.number("last_at"));
    if (!done) {
      TurnBlock.read(row, found -> {
        if (filter.admits(found.turn())) {
          latest.add(found);
        }
      });
    }
    return done;
  }
}
