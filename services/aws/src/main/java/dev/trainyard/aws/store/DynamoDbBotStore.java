package dev.trainyard.aws.store;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotStore;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import java.util.Optional;

/** Bots in DynamoDB, one item each. Thread-safe. */
final class DynamoDbBotStore implements BotStore {
  private static final Cursors CURSORS = new Cursors("bots");

  private final Table table;
  private final LargeTexts texts;
  private final Removals removals;

  DynamoDbBotStore(Table table, LargeTexts texts, Removals removals) {
    this.table = table;
    this.texts = texts;
    this.removals = removals;
  }

  @Override
  public void create(Bot bot) {
    if (table.write(Change.put(row(bot), Condition.absent())).isPresent()) {
      throw new TrainyardException(ErrorCode.NAME_TAKEN,
          "There is a bot %s already; choose another name.".formatted(bot.name()));
    }
  }

  @Override
  public Optional<Bot> find(BotName name) {
    return table.find(Keys.bot(name)).map(this::bot);
  }

  @Override
  public Page<Bot> list(PageRequest page) {
    Range range = Range.of(Keys.BOTS).after(CURSORS.position(page));
    return CURSORS.page(table.first(range, page.limit() + 1), page, row -> row.key().sort()).map(this::bot);
  }

  @Override
  public void update(Bot bot) {
    Condition same = Condition.is("id", bot.id().value()).and(Condition.is("revision", bot.revision() - 1));
    table.write(Change.put(row(bot), same)).ifPresent(refusal -> {
      throw refusal.stored().filter(stored -> stored.text("id").equals(bot.id().value()))
          .map(stored -> TrainyardException.conflict("bot " + bot.name(), stored.integer("revision")))
          .orElseGet(() -> TrainyardException.notFound("bot " + bot.name()));
    });
  }

  /** The bot goes at once and whole; what it had, which nobody finds any more, follows. */
  @Override
  public void delete(Bot bot) {
    removals.remove(bot);
  }

  private Row row(Bot bot) {
    return Row.at(Keys.bot(bot.name())).with("id", bot.id().value()).with("revision", bot.revision())
        .with("changed_at", bot.changedAt()).with("settings", texts.write(StoredJson.of(bot.settings())));
  }

  private Bot bot(Row row) {
    return new Bot(new BotId(row.text("id")), new BotName(row.key().sort()),
        StoredJson.settings(texts.read(row.value("settings"))), row.integer("revision"), row.instant("changed_at"));
  }
}
