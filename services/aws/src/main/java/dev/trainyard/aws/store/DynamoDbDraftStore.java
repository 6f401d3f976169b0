package dev.trainyard.aws.store;

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
import java.util.List;
import java.util.Optional;

/**
 * Revisions of drafts in DynamoDB: all of them in their node's partition, the newest also in its bot's, where a
 * training finds those of all nodes together. The two are written as one. Thread-safe.
 */
final class DynamoDbDraftStore implements DraftStore {
  private static final Cursors CURSORS = new Cursors("drafts");
  private static final int MOST_NODES = 10_000;

  private final Table table;

  DynamoDbDraftStore(Table table) {
    this.table = table;
  }

  @Override
  public void append(BotId bot, DraftRevision draft) {
    Row head = write(Row.at(Keys.head(bot, draft.node())), draft);
    Row revision = write(Row.at(Keys.draft(draft.node(), draft.revision())), draft);
    table.write(Change.put(head, Condition.at("revision", draft.revision() - 1)), Change.put(revision))
        .ifPresent(refusal -> {
          throw TrainyardException.conflict("code", refusal.stored("revision"));
        });
  }

  @Override
  public Optional<DraftRevision> newest(NodeId node) {
    return table.first(revisions(node), 1).stream().findFirst().map(DynamoDbDraftStore::draft);
  }

  @Override
  public Optional<DraftRevision> find(NodeId node, int revision) {
    return revision < 1 ? Optional.empty() : table.find(Keys.draft(node, revision)).map(DynamoDbDraftStore::draft);
  }

  @Override
  public Page<DraftRevision> history(NodeId node, PageRequest page) {
    Range range = revisions(node).after(CURSORS.number(page).map(before -> Keys.draft(node, before).sort()));
    return CURSORS.page(table.first(range, page.limit() + 1), page, row -> String.valueOf(row.number("revision")))
        .map(DynamoDbDraftStore::draft);
  }

  @Override
  public List<DraftRevision> newestOfAll(BotId bot) {
    return table.first(Range.of(Keys.ofBot(bot), Keys.HEAD), MOST_NODES).stream().map(DynamoDbDraftStore::draft)
        .toList();
  }

  private static Range revisions(NodeId node) {
    return Range.of(Keys.ofNode(node), Keys.DRAFT).backwards();
  }

  private static Row write(Row row, DraftRevision draft) {
    return row.with("node", draft.node().value()).with("revision", draft.revision()).with("code", draft.code().value())
        .with("author", draft.author().name()).with("saved_at", draft.savedAt())
        .withNumber("restored_from", draft.restoredFrom())
        .with("problems", ProblemJson.ofCodeProblems(draft.problems()));
  }

  private static DraftRevision draft(Row row) {
    return new DraftRevision(new NodeId(row.text("node")), row.integer("revision"), new Digest(row.text("code")),
        new Author(row.text("author")), row.instant("saved_at"), row.optionalInteger("restored_from"),
        ProblemJson.codeProblems(row.text("problems")));
  }
}
