package dev.trainyard.local.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.Sample;
import dev.trainyard.bot.SampleName;
import dev.trainyard.bot.SampleStore;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Samples in SQLite. Thread-safe. */
final class SqliteSampleStore implements SampleStore {
  private final SqlFile file;

  SqliteSampleStore(SqlFile file) {
    this.file = file;
  }

  @Override
  public void put(BotId bot, Sample sample) {
    String node = sample.node().value();
    String name = sample.name().value();
    file.write(sql -> {
      int stored = sql.one("SELECT revision FROM sample WHERE node_id = ? AND name = ?", row -> row.integer("revision"),
          node, name).orElse(0);
      if (stored != sample.revision() - 1) {
        throw TrainyardException.conflict("sample " + name, stored);
      }
      if (stored == 0 && count(sql, node) >= MOST) {
        throw new TrainyardException(ErrorCode.TOO_LARGE,
            "A node has at most %d samples; delete one first.".formatted(MOST));
      }
      return sql.change("""
          INSERT INTO sample (node_id, name, revision, changed_at, input) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (node_id, name) DO UPDATE
          SET revision = excluded.revision, changed_at = excluded.changed_at, input = excluded.input""", node, name,
          sample.revision(), sample.changedAt(), sample.input());
    });
  }

  @Override
  public Optional<Sample> find(NodeId node, SampleName name) {
    return file.read(sql -> sql.one("SELECT * FROM sample WHERE node_id = ? AND name = ?", SqliteSampleStore::sample,
        node.value(), name.value()));
  }

  /** Sorted here, because SQLite orders some characters otherwise than Java does. */
  @Override
  public List<Sample> list(NodeId node) {
    List<Sample> samples = file
        .read(sql -> sql.list("SELECT * FROM sample WHERE node_id = ?", SqliteSampleStore::sample, node.value()));
    samples.sort(Comparator.comparing(Sample::name));
    return samples;
  }

  @Override
  public void delete(NodeId node, SampleName name) {
    file.write(sql -> sql.change("DELETE FROM sample WHERE node_id = ? AND name = ?", node.value(), name.value()));
  }

  private static int count(SqlSession sql, String node) throws SQLException {
    return sql.one("SELECT count(*) AS samples FROM sample WHERE node_id = ?", row -> row.integer("samples"), node)
        .orElse(0);
  }

  private static Sample sample(Row row) throws SQLException {
    return new Sample(new NodeId(row.text("node_id")), new SampleName(row.text("name")), row.text("input"),
        row.integer("revision"), row.instant("changed_at"));
  }
}
