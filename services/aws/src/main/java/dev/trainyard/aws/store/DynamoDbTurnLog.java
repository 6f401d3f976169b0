package dev.trainyard.aws.store;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnLog;
import dev.trainyard.turn.TurnRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns in DynamoDB. Their time to live removes them, free of cost but late; so what is too old is not given. Their
 * number of bytes is not known, and no reason to remove any. Thread-safe.
 */
final class DynamoDbTurnLog implements TurnLog {
  private static final int MOST_AT_ONCE = 1000;
  private static final int REMOVED_TOGETHER = 500;

  private final Table table;
  private final Parallel parallel;
  private final Function<PageRequest, Page<Bot>> bots;
  private final TurnRows rows;
  private final InstantSource clock;

  DynamoDbTurnLog(Table table, Parallel parallel, Function<PageRequest, Page<Bot>> bots, Duration kept,
      InstantSource clock) {
    this.table = table;
    this.parallel = parallel;
    this.bots = bots;
    this.rows = new TurnRows(kept);
    this.clock = clock;
  }

  /** Whole turns first: where only these were written before a crash, lists show nothing that is not there. */
  @Override
  public void append(List<TurnRecord> turns) {
    if (turns.size() > MOST_AT_ONCE) {
      throw new IllegalArgumentException("at most %d turns at once".formatted(MOST_AT_ONCE));
    }
    table.putAll(turns.stream().map(rows::whole).toList());
    table.putAll(turns.stream().map(rows::place).toList());
  }

  @Override
  public Optional<TurnRecord> find(BotId bot, String id) {
    return table.find(Keys.turn(bot, id)).map(row -> TurnRows.turn(bot, row))
        .filter(turn -> !turn.at().isBefore(earliest()));
  }

  @Override
  public Page<TurnRecord> list(BotId bot, TurnFilter filter, PageRequest page) {
    return new TurnQuery(table, parallel, bot, filter, earliest(), page).run();
  }

  /** Where turns are too old by the settings anyway, they are left to their time to live. */
  @Override
  public void prune(Instant before, long mostBytes) {
    if (before.isAfter(earliest())) {
      Page.all(bots).forEach(bot -> remove(bot.id(), Keys.moment(before)));
    }
  }

  /** Removes all turns of a bot. Repeating it is fine. */
  void forget(BotId bot) {
    remove(bot, Keys.moment(Instant.MAX));
  }

  private void remove(BotId bot, String below) {
    for (int shard = 0; shard < Keys.TURN_SHARDS; shard++) {
      Range range = Range.of(Keys.turnOrders(bot, shard)).until(below);
      List<Row> places;
      do {
        places = table.first(range, REMOVED_TOGETHER);
        // The whole ones first: a place is what they are found by.
        table.deleteAll(places.stream().map(place -> TurnRows.whole(bot, place)).toList());
        table.deleteAll(places.stream().map(Row::key).toList());
      } while (places.size() == REMOVED_TOGETHER);
    }
  }

  private Instant earliest() {
    return clock.instant().minus(rows.kept());
  }
}
