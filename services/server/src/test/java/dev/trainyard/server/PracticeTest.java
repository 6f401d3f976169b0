package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.contracts.Eventually;
import dev.trainyard.contracts.memory.EngineActivity;
import dev.trainyard.turn.PracticeBot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PracticeTest {
  @Test
  @DisplayName("a server with a bot practises turns before it is ready, with code of its own, and leaves nothing of it")
  void practises() {
    try (TestServer server = TestServer.start(Map.of("TRAINYARD_SAMPLE", "true"))) {
      EngineActivity activity = server.engine().activity();
      Eventually.holds("the practice node is given up", Duration.ofSeconds(10), () -> activity.retirements().stream()
          .anyMatch(version -> version.function().nodeName().equals(PracticeBot.NODE)));
      List<EngineActivity.Call> calls = activity.calls();
      assertTrue(calls.size() >= 8, "it took " + calls.size() + " turns");
      assertTrue(calls.stream().allMatch(call -> call.function().nodeName().equals(PracticeBot.NODE)),
          "code of the bot itself was run");
      assertEquals(0, server.get("/api/v1/bots/clinic/turns").json().get("items").size());
      assertEquals(404, server.get("/api/v1/bots/" + PracticeBot.NAME).status());
    }
  }

  @Test
  @DisplayName("a server without a bot has nothing to practise on")
  void nothing() {
    try (TestServer server = TestServer.start()) {
      assertEquals(List.of(), server.engine().activity().calls());
    }
  }
}
