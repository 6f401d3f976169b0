package dev.trainyard.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.bot.IdSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceBeansTest {
  private final IdSource ids = new SourceBeans().ids();

  @Test
  void idsSortByTime() {
    List<String> given = Stream.generate(ids::next).limit(10_000).toList();
    assertEquals(given.stream().sorted().toList(), given);
  }

  @Test
  void idsAreGivenOnce() throws InterruptedException {
    Set<String> given = ConcurrentHashMap.newKeySet();
    List<Thread> threads = IntStream.range(0, 4)
        .mapToObj(_ -> Thread.ofPlatform().start(() -> Stream.generate(ids::next).limit(10_000).forEach(given::add)))
        .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(40_000, given.size());
  }
}
