package dev.trainyard.local.store;

import static dev.trainyard.local.store.Samples.AT;
import static dev.trainyard.local.store.Samples.BOT;
import static dev.trainyard.local.store.Samples.open;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.bot.NodeName;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnFilter;
import dev.trainyard.turn.TurnLog;
import dev.trainyard.turn.TurnRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any turns in any batches, some of them twice, listed by any filter in pages of any size, and forgotten by age. */
class TurnLogModelTest {
  private static final List<BreakCause> CAUSES = List.of(BreakCause.values());
  private static final Comparator<TurnRecord> LATEST_FIRST = Comparator.comparing(TurnRecord::at)
      .thenComparing(TurnRecord::id).reversed();

  private final TreeMap<String, TurnRecord> model = new TreeMap<>();

  @Property(tries = 25)
  void isAsTheModel(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path folder = Files.createTempDirectory("turn-log-model-");
    try (LocalStores stores = open(folder)) {
      TurnLog log = stores.turns();
      model.clear();
      for (int step = 0; step < 12; step++) {
        append(random, log);
        check(random, log);
        if (random.nextInt(4) == 0) {
          Instant before = AT.plusMillis(random.nextInt(60));
          log.prune(before, Long.MAX_VALUE);
          model.values().removeIf(turn -> turn.at().isBefore(before));
          check(random, log);
        }
      }
    } finally {
      remove(folder);
    }
  }

  private void append(Random random, TurnLog log) {
    List<TurnRecord> batch = new ArrayList<>();
    int size = random.nextInt(random.nextBoolean() ? 5 : 120);
    while (batch.size() < size) {
      boolean again = !model.isEmpty() && random.nextInt(5) == 0;
      batch.add(again ? List.copyOf(model.values()).get(random.nextInt(model.size())) : turn(random));
    }
    log.append(batch);
    batch.forEach(turn -> model.putIfAbsent(turn.id(), turn));
  }

  private static TurnRecord turn(Random random) {
    String id = Long.toHexString(random.nextLong());
    String text = Integer.toHexString(random.nextInt()).repeat(random.nextInt(10) == 0 ? 10_000 : 20);
    return new TurnRecord(id, BOT.id(), random.nextBoolean() ? Stage.STAGING : Stage.PRODUCTION,
        new NodeName("N" + random
            .nextInt(100)),
        random.nextInt(), AT.plusMillis(random.nextInt(60)), random.nextBoolean()
            ? Optional.empty()
            : Optional.of(CAUSES.get(random.nextInt(CAUSES.size()))),
        random.nextLong(), 2, 3, 4, text, "out", "");
  }

  private void check(Random random, TurnLog log) {
    Optional<Instant> from = Optional.of(AT.plusMillis(random.nextInt(60))).filter(_ -> random.nextBoolean());
    Optional<Instant> until = Optional.of(AT.plusMillis(random.nextInt(60))).filter(_ -> random.nextBoolean());
    TurnFilter filter = new TurnFilter(Optional.of(Stage.STAGING).filter(_ -> random.nextInt(3) == 0), Optional.of(
        new NodeName("N" + random.nextInt(100))).filter(_ -> random.nextInt(4) == 0), Optional.of(random.nextBoolean())
            .filter(_ -> random.nextInt(3) == 0),
        Optional.of(CAUSES.get(random.nextInt(CAUSES.size()))).filter(
            _ -> random.nextInt(4) == 0),
        from, until);
    List<TurnRecord> expected = model.values().stream().filter(filter::admits).sorted(LATEST_FIRST).toList();
    int limit = 1 + random.nextInt(40);
    List<TurnRecord> listed = new ArrayList<>();
    Page<TurnRecord> page = log.list(BOT.id(), filter, PageRequest.first(limit));
    listed.addAll(page.items());
    while (page.next().isPresent()) {
      assertEquals(limit, page.items().size());
      page = log.list(BOT.id(), filter, new PageRequest(page.next(), limit));
      listed.addAll(page.items());
    }
    assertEquals(expected, listed, filter + " by " + limit);
    for (TurnRecord turn : expected.subList(0, Math.min(3, expected.size()))) {
      assertEquals(Optional.of(turn), log.find(BOT.id(), turn.id()));
    }
    assertEquals(Optional.empty(), log.find(BOT.id(), Long.toHexString(random.nextLong())));
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
