package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.engine.EngineHealth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the server prints when it is ready")
class StartTextTest {
  private static final EngineHealth HEALTH = new EngineHealth(true, "an engine", List.of());

  @Test
  @DisplayName("a token that was made here is shown, or nobody could come in")
  void showsItsOwnToken() {
    String text = StartText.of("127.0.0.1", 8080, Optional.of("a-token-made-here"), true, HEALTH);
    assertTrue(text.contains("http://127.0.0.1:8080/?token=a-token-made-here"), text);
    assertTrue(text.contains("\"Authorization: Bearer a-token-made-here\""), text);
  }

  @Test
  @DisplayName("a token that was set is not: what is printed ends in logs")
  void keepsASetTokenOutOfLogs() {
    try (TestServer server = TestServer.start()) {
      String text = server.greeting();
      assertFalse(text.contains(TestServer.TOKEN), text);
      assertTrue(text.contains("as set by TRAINYARD_TOKEN"), text);
    }
  }
}
