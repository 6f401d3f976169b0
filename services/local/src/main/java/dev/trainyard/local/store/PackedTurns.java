package dev.trainyard.local.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.TurnRecord;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Moves the turns of earlier versions, a row each, into rows of many. In one transaction: all or none. */
final class PackedTurns implements JavaMigration {
  private static final int TOGETHER = 500;

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("4");
  }

  @Override
  public String getDescription() {
    return "packed turns";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  @SuppressWarnings("resource") // The session's connection is Flyway's, and closed by it.
  public void migrate(Context context) throws SQLException {
    SqlSession sql = new SqlSession(context.getConnection());
    TurnBlockWriter writer = new TurnBlockWriter();
    long after = Long.MIN_VALUE;
    List<Old> read;
    do {
      read = sql.list("SELECT * FROM turn WHERE sequence > ? ORDER BY sequence LIMIT ?", Old::of, after, TOGETHER);
      writer.write(sql, read.stream().map(Old::turn).toList());
      after = read.isEmpty() ? after : read.getLast().sequence();
    } while (read.size() == TOGETHER);
    sql.change("DROP TABLE turn");
  }

  private record Old(long sequence, TurnRecord turn) {
    static Old of(Row row) throws SQLException {
      return new Old(row.number("sequence"), new TurnRecord(row.text("id"), new BotId(row.text("bot_id")),
          Stage.parse(row.text("stage")), new NodeName(row.text("node")), row.integer("release"),
          row.instant("admitted_at"), TurnBytes.cause(row.optionalText("cause").orElse("")), row.number("queue_micros"),
          row.number("start_micros"), row.number("run_micros"), row.number("total_micros"), row.text("input"),
          row.text("output"), row.text("log")));
    }
  }
}
