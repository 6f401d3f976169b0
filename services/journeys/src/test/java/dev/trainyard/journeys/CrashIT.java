package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed at bad moments, as a power cut would. */
class CrashIT {
  private static final int NODES = 120;

  @TempDir
  Path data;

  @Test
  @DisplayName("C8.5 killed in the middle of a training: interrupted, the old release answers, the next training succeeds")
  void killedWhileTraining() {
    RunningServer server = RunningServer.start(data, Map.of());
    try {
      Api api = server.api();
      api.put("/bots/crash", "{}").expect(201);
      saveAll(api, "first");
      assertEquals("succeeded", api.train("crash").path("state").asText());
      saveAll(api, "second");
      String id = api.post("/bots/crash/trainings", "{}").expect(202).json().path("id").asText();
      server.kill();

      server = RunningServer.start(data, Map.of());
      api = server.api();
      JsonNode training = api.get("/bots/crash/trainings/" + id).expect(200).json();
      String state = training.path("state").asText();
      assertTrue(Set.of("interrupted", "succeeded").contains(state), training.toString());
      // Killed between the move of staging and the record of the end, it counts as interrupted on its new release.
      String expected = state.equals("succeeded") ? "second" : answer(api, "staging", 0);
      assertTrue(Set.of("first", "second").contains(expected), expected);
      for (int node = 0; node < NODES; node += 17) {
        assertEquals(expected, answer(api, "staging", node), "a whole release after " + state);
      }
      assertEquals("succeeded", api.train("crash").path("state").asText());
      assertEquals("second", answer(api, "staging", 0));
      assertEquals("second", answer(api, "staging", NODES - 1));
    } finally {
      server.close();
    }
  }

  @Test
  @DisplayName("C8.5 killed right after a transfer was acknowledged: production is on the new release")
  void killedAfterTransfer() {
    RunningServer server = RunningServer.start(data, Map.of());
    try {
      server.api().put("/bots/crash", "{}").expect(201);
      server.api().put("/bots/crash/nodes/N0", "{}").expect(201);
      for (String round : List.of("first", "second", "third")) {
        server.api().save("crash", "N0", Nodes.replying(round));
        server.api().train("crash");
        server.api().post("/bots/crash/transfers", "{}").expect(200);
        server.kill();
        server = RunningServer.start(data, Map.of());
        assertEquals(round, answer(server.api(), "production", 0));
        assertEquals(round, answer(server.api(), "staging", 0));
      }
      server.api().post("/bots/crash/stages/production/rollbacks", "{}").expect(200);
      server.kill();
      server = RunningServer.start(data, Map.of());
      assertEquals("second", answer(server.api(), "production", 0));
    } finally {
      server.close();
    }
  }

  @Test
  @DisplayName("a second server on the same data folder is refused in one sentence")
  void secondServerIsRefused() {
    try (RunningServer first = RunningServer.start(data, Map.of())) {
      AssertionError refusal = assertThrows(AssertionError.class,
          () -> RunningServer.start(data, Map.of()));
      assertTrue(String.valueOf(refusal.getMessage()).contains(data.toString()), refusal.getMessage());
      assertTrue(first.api().answers());
    }
  }

  private static void saveAll(Api api, String text) {
    for (int node = 0; node < NODES; node++) {
      if (text.equals("first")) {
        api.put("/bots/crash/nodes/N" + node, "{}").expect(201);
      }
      assertTrue(api.save("crash", "N" + node, Nodes.replying(text)).status() < 300);
    }
  }

  private static String answer(Api api, String stage, int node) {
    JsonNode[] turn = new JsonNode[1];
    Poll.until("a turn of N" + node, Duration.ofSeconds(10), () -> {
      turn[0] = api.turn("crash", stage, "N" + node, "{}").json();
      return turn[0].path("outcome").asText().equals("reply");
    });
    return turn[0].path("messages").path(0).path("text").asText();
  }
}
