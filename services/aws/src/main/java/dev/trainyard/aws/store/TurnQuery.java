package dev.trainyard.aws.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One page of a bot's turns, latest first, joined from the partitions that they are spread over. Ends early, with a
 * cursor, where it looked at much and found little, or where the texts become too many bytes. Not thread-safe.
 */
final class TurnQuery {
  private static final Cursors CURSORS = new Cursors("turns");
  private static final long MOST_BYTES = 16L * 1024 * 1024;
  /** Each looks at up to 1 MB of every partition. */
  private static final int MOST_ROUNDS = 10;
  private static final int READ_TOGETHER = 50;
  private static final int LOOKED_AT = 1000;
  private static final Comparator<Row> LATEST_FIRST = Comparator.comparing((Row row) -> row.key().sort()).reversed();

  private final Table table;
  private final Parallel parallel;
  private final BotId bot;
  private final PageRequest page;
  private final List<Range> open = new ArrayList<>();
  private final List<Row> places = new ArrayList<>();
  private final boolean filtered;

  TurnQuery(Table table, Parallel parallel, BotId bot, TurnFilter filter, Instant earliest, PageRequest page) {
    this.table = table;
    this.parallel = parallel;
    this.bot = bot;
    this.page = page;
    List<Condition> conditions = conditions(filter);
    this.filtered = !conditions.isEmpty();
    Instant from = filter.from().filter(earliest::isBefore).orElse(earliest);
    Optional<String> position = CURSORS.position(page);
    for (int shard = 0; shard < Keys.TURN_SHARDS; shard++) {
      Range range = Range.of(Keys.turnOrders(bot, shard)).from(Keys.moment(from)).backwards().after(position);
      range = filter.until().map(Keys::moment).map(range::until).orElse(range);
      open.add(filtered ? range.where(Condition.all(conditions)) : range);
    }
  }

  Page<TurnRecord> run() {
    Optional<String> reached = Optional.of(Keys.moment(Instant.MAX));
    for (int round = 0; round < MOST_ROUNDS && reached.isPresent() && ready(reached) <= page.limit(); round++) {
      reached = look();
    }
    places.sort(LATEST_FIRST);
    return read(places.subList(0, Math.min(ready(reached), page.limit())), reached);
  }

  /** Looks further in every partition. Gives the place below which something may have been missed. */
  private Optional<String> look() {
    int most = filtered ? LOOKED_AT : page.limit() + 1;
    List<Callable<QueriedPage>> queries = open.stream()
        .<Callable<QueriedPage>>map(range -> () -> table.query(range, most)).toList();
    List<QueriedPage> answers = parallel.call(queries);
    List<Range> still = new ArrayList<>();
    for (int shard = 0; shard < answers.size(); shard++) {
      places.addAll(answers.get(shard).rows());
      Range range = open.get(shard);
      answers.get(shard).reached().ifPresent(sort -> still.add(range.after(Optional.of(sort))));
    }
    open.clear();
    open.addAll(still);
    return still.stream().flatMap(range -> range.after().stream()).max(Comparator.naturalOrder());
  }

  /** How many places are certain to have no unseen one before them. */
  private int ready(Optional<String> reached) {
    return (int) places.stream()
        .filter(place -> reached.isEmpty() || place.key().sort().compareTo(reached.get()) >= 0).count();
  }

  private Page<TurnRecord> read(List<Row> given, Optional<String> reached) {
    List<TurnRecord> turns = new ArrayList<>();
    long bytes = 0;
    int read = 0;
    while (read < given.size() && bytes < MOST_BYTES) {
      List<Row> part = given.subList(read, Math.min(given.size(), read + READ_TOGETHER));
      Map<Key, Row> wholes = new HashMap<>();
      table.findAll(part.stream().map(place -> TurnRows.whole(bot, place)).toList())
          .forEach(row -> wholes.put(row.key(), row));
      for (Row place : part) {
        Row whole = wholes.get(TurnRows.whole(bot, place));
        if (whole != null) {
          TurnRecord turn = TurnRows.turn(bot, whole);
          turns.add(turn);
          bytes += turn.input().size() + turn.output().size() + turn.log().size();
        }
      }
      read += part.size();
    }
    boolean all = read == places.size() && reached.isEmpty();
    String last = read == 0 ? reached.orElse("") : given.get(read - 1).key().sort();
    boolean onlyLooked = read == given.size() && given.size() < page.limit() && reached.isPresent();
    return new Page<>(turns,
        all ? Optional.empty() : Optional.of(CURSORS.after(onlyLooked ? reached.orElse(last) : last)));
  }

  private static List<Condition> conditions(TurnFilter filter) {
    List<Condition> conditions = new ArrayList<>();
    filter.stage().ifPresent(stage -> conditions.add(Condition.is(TurnRows.STAGE, stage.text())));
    filter.node().ifPresent(node -> conditions.add(Condition.is(TurnRows.NODE, node.value())));
    filter.reply().ifPresent(
        reply -> conditions.add(reply ? Condition.lacks(TurnRows.CAUSE) : Condition.has(TurnRows.CAUSE)));
    filter.cause().map(BreakCause::text).ifPresent(cause -> conditions.add(Condition.is(TurnRows.CAUSE, cause)));
    return conditions;
  }
}
