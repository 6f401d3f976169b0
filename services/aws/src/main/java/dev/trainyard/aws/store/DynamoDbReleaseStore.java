package dev.trainyard.aws.store;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Release;
import dev.trainyard.release.ReleaseStore;
import java.util.List;
import java.util.Optional;

/** Releases in DynamoDB, in their bot's partition beside the newest number. Thread-safe. */
final class DynamoDbReleaseStore implements ReleaseStore {
  private static final Cursors CURSORS = new Cursors("releases");
  private static final String NEWEST = "newest";

  private final Table table;

  DynamoDbReleaseStore(Table table) {
    this.table = table;
  }

  @Override
  public void append(Release release) {
    table.write(
        Change.of(Keys.newestRelease(release.bot())).set(NEWEST, release.number())
            .when(Condition.at(NEWEST, release.number() - 1)),
        Change.put(row(release)))
        .ifPresent(refusal -> {
          throw TrainyardException.conflict("list of releases", refusal.stored(NEWEST));
        });
  }

  @Override
  public Optional<Release> newest(BotId bot) {
    return table.first(releases(bot), 1).stream().findFirst().map(row -> release(bot, row));
  }

  @Override
  public Optional<Release> find(BotId bot, int number) {
    return number < 1 ? Optional.empty() : table.find(Keys.release(bot, number)).map(row -> release(bot, row));
  }

  @Override
  public Page<Release> list(BotId bot, PageRequest page) {
    Range range = releases(bot).after(CURSORS.number(page).map(before -> Keys.release(bot, before).sort()));
    return CURSORS.page(table.first(range, page.limit() + 1), page, row -> String.valueOf(row.number("number")))
        .map(row -> release(bot, row));
  }

  /** The newest number only grows: what is not the newest now never is again. */
  @Override
  public void prune(BotId bot, int number) {
    int newest = table.find(Keys.newestRelease(bot)).map(row -> row.integer(NEWEST)).orElse(0);
    if (number >= 1 && number < newest) {
      table.deleteAll(List.of(Keys.release(bot, number)));
    }
  }

  private static Range releases(BotId bot) {
    return Range.of(Keys.ofBot(bot), Keys.RELEASE).backwards();
  }

  private static Row row(Release release) {
    return Row.at(Keys.release(release.bot(), release.number())).with("number", release.number())
        .with("manifest", release.manifest().value()).with("nodes", release.nodes())
        .with("created_at", release.createdAt()).with("author", release.author().name()).with("note", release.note());
  }

  private static Release release(BotId bot, Row row) {
    return new Release(bot, row.integer("number"), new Digest(row.text("manifest")), row.integer("nodes"),
        row.instant("created_at"), new Author(row.text("author")), row.text("note"));
  }
}
