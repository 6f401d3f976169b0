package dev.trainyard.local.store;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.DraftStore;
import dev.trainyard.bot.NodeId;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.ProblemJson;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Revisions of drafts in SQLite. Thread-safe. */
final class SqliteDraftStore implements DraftStore {
  private static final Cursors CURSORS = new Cursors("drafts");
  private static final int MOST_NODES = 10_000;

  private final SqlFile file;

  SqliteDraftStore(SqlFile file) {
    this.file = file;
  }

  @Override
  public void append(BotId bot, DraftRevision draft) {
    file.write(sql -> {
      int newest = sql.one("SELECT max(revision) AS newest FROM draft WHERE node_id = ?", row -> row.integer("newest"),
          draft.node().value()).orElse(0);
      if (newest != draft.revision() - 1) {
        throw TrainyardException.conflict("code", newest);
      }
      return sql.change("""
          INSERT INTO draft (node_id, revision, bot_id, code, author, saved_at, restored_from, problems)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)""", draft.node().value(), draft.revision(), bot.value(), draft.code().value(),
          draft.author().name(), draft.savedAt(), draft.restoredFrom(), ProblemJson.ofCodeProblems(draft.problems()));
    });
  }

  @Override
  public Optional<DraftRevision> newest(NodeId node) {
    return file.read(sql -> sql.one("SELECT * FROM draft WHERE node_id = ? ORDER BY revision DESC LIMIT 1",
        SqliteDraftStore::draft, node.value()));
  }

  @Override
  public Optional<DraftRevision> find(NodeId node, int revision) {
    return file.read(sql -> sql.one("SELECT * FROM draft WHERE node_id = ? AND revision = ?", SqliteDraftStore::draft,
        node.value(), revision));
  }

  @Override
  public Page<DraftRevision> history(NodeId node, PageRequest page) {
    long before = CURSORS.number(page).orElse(Integer.MAX_VALUE);
    return CURSORS.page(
        file.read(
            sql -> sql.list("SELECT * FROM draft WHERE node_id = ? AND revision < ? ORDER BY revision DESC LIMIT ?",
                SqliteDraftStore::draft, node.value(), before, page.limit() + 1)),
        page, draft -> String.valueOf(draft.revision()));
  }

  @Override
  public List<DraftRevision> newestOfAll(BotId bot) {
    return file.read(sql -> sql.list("""
        SELECT draft.* FROM draft JOIN (
          SELECT node_id, max(revision) AS revision FROM draft WHERE bot_id = ? GROUP BY node_id LIMIT ?
        ) AS newest ON draft.node_id = newest.node_id AND draft.revision = newest.revision""",
        SqliteDraftStore::draft, bot.value(), MOST_NODES));
  }

  private static DraftRevision draft(Row row) throws SQLException {
    return new DraftRevision(new NodeId(row.text("node_id")), row.integer("revision"), new Digest(row.text("code")),
        new Author(row.text("author")), row.instant("saved_at"), row.optionalInteger("restored_from"),
        ProblemJson.codeProblems(row.text("problems")));
  }
}
