package dev.trainyard.aws.store;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.BotId;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StageMove;
import dev.trainyard.release.StagePointer;
import dev.trainyard.release.StageStore;
import java.util.Locale;
import java.util.Optional;

/** Stage pointers in DynamoDB, one item each, and their moves, each written as one with the pointer. Thread-safe. */
final class DynamoDbStageStore implements StageStore {
  private static final Cursors CURSORS = new Cursors("moves");

  private final Table table;

  DynamoDbStageStore(Table table) {
    this.table = table;
  }

  @Override
  public StagePointer pointer(BotId bot, Stage stage) {
    return table.find(Keys.pointer(bot, stage)).map(DynamoDbStageStore::pointer).orElseGet(StagePointer::none);
  }

  @Override
  public StagePointer move(BotId bot, Stage stage, StageMove move) {
    StagePointer stored = pointer(bot, stage);
    if (move.revision() != stored.revision() + 1) {
      throw conflict(stage, stored.revision());
    }
    StagePointer moved = stored.after(move);
    Row pointer = Row.at(Keys.pointer(bot, stage)).with("revision", moved.revision())
        .withNumbers("trail", moved.trail()).with("since", moved.since()).with("author", moved.by().name());
    Optional<Refusal> refusal = table.write(Change.put(pointer, Condition.at("revision", stored.revision())),
        Change.put(row(bot, stage, move)));
    if (refusal.isPresent()) {
      throw conflict(stage, refusal.get().stored("revision"));
    }
    return moved;
  }

  @Override
  public Page<StageMove> moves(BotId bot, Stage stage, PageRequest page) {
    Range range = Range.of(Keys.ofBot(bot), Keys.moves(stage)).backwards()
        .after(CURSORS.number(page).map(before -> Keys.move(bot, stage, before).sort()));
    return CURSORS.page(table.first(range, page.limit() + 1), page, row -> String.valueOf(row.number("revision")))
        .map(DynamoDbStageStore::move);
  }

  private static TrainyardException conflict(Stage stage, int current) {
    return TrainyardException.conflict("stage " + stage.text(), current);
  }

  private static StagePointer pointer(Row row) {
    return new StagePointer(row.integer("revision"), row.numbers("trail"), row.instant("since"),
        new Author(row.text("author")));
  }

  private static Row row(BotId bot, Stage stage, StageMove move) {
    return Row.at(Keys.move(bot, stage, move.revision())).with("revision", move.revision())
        .with("release", move.release()).with("kind", move.kind().name().toLowerCase(Locale.ROOT)).with("at", move.at())
        .with("author", move.by().name());
  }

  private static StageMove move(Row row) {
    return new StageMove(row.integer("revision"), row.integer("release"),
        StageMove.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)), row.instant("at"),
        new Author(row.text("author")));
  }
}
