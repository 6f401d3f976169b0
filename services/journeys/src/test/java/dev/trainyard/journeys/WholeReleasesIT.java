package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight callers take turns for a minute while releases come and go beneath them. */
class WholeReleasesIT {
  private static final Duration ROUND = Duration.ofSeconds(60);
  private static final List<String> NODES = List.of("A", "B", "C");

  @TempDir
  Path data;

  @Test
  @DisplayName("C8.5 every answer is one whole release's, none is lost, none is an error")
  void noTurnMixesReleases() throws Exception {
    // Which release answers is the matter here, not when a busy machine turns callers away.
    Map<String, String> patient = Map.of("TRAINYARD_TURN_WAIT_MILLISECONDS", "20000");
    try (RunningServer server = RunningServer.start(data, patient);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Api api = server.api();
      api.put("/bots/whole", "{}").expect(201);
      NODES.forEach(node -> api.put("/bots/whole/nodes/" + node, "{}").expect(201));
      Map<Integer, String> textOfRelease = new ConcurrentHashMap<>();
      release(api, 0, textOfRelease);
      api.post("/bots/whole/transfers", "{}").expect(200);

      AtomicBoolean over = new AtomicBoolean();
      AtomicLong turns = new AtomicLong();
      List<Future<?>> work = new ArrayList<>();
      List<Observation> seen = Collections.synchronizedList(new ArrayList<>());
      for (int caller = 0; caller < 8; caller++) {
        String stage = caller % 2 == 0 ? "staging" : "production";
        String node = NODES.get(caller % NODES.size());
        work.add(callers.submit(() -> {
          while (!over.get()) {
            seen.add(observe(api, stage, node));
            turns.incrementAndGet();
          }
        }));
      }
      long end = System.nanoTime() + ROUND.toNanos();
      int round = 1;
      for (; System.nanoTime() < end; round++) {
        release(api, round, textOfRelease);
        api.post("/bots/whole/transfers", "{}").expect(200);
        if (round % 3 == 0) {
          api.post("/bots/whole/stages/production/rollbacks", "{}").expect(200);
          api.post("/bots/whole/stages/staging/rollbacks", "{}").expect(200);
        }
      }
      over.set(true);
      await(work);
      assertTrue(round > 5 && turns.get() > 500, round + " rounds, " + turns + " turns");
      for (Observation turn : seen) {
        assertEquals(textOfRelease.get(turn.release()), turn.text(), "release " + turn.release());
      }
    }
  }

  /** What one turn said. */
  private record Observation(int release, String text) {
  }

  private static void release(Api api, int round, Map<Integer, String> textOfRelease) {
    String text = "round " + round;
    NODES.forEach(node -> assertTrue(api.save("whole", node, Nodes.replying(text)).status() < 300));
    JsonNode training = api.train("whole");
    assertEquals("succeeded", training.path("state").asText(), training.toString());
    textOfRelease.put(training.path("release").asInt(), text);
  }

  private static Observation observe(Api api, String stage, String node) {
    JsonNode turn = api.turn("whole", stage, node, "{}").expect(200).json();
    assertEquals("reply", turn.path("outcome").asText(), turn.toString());
    return new Observation(turn.path("release").asInt(), turn.path("messages").path(0).path("text").asText());
  }

  private static void await(List<Future<?>> work) throws InterruptedException, ExecutionException {
    for (Future<?> caller : work) {
      caller.get();
    }
  }
}
