package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What those ask who replace servers that do not serve. */
class LivenessTest {

  @Test
  @DisplayName("the server is alive though its engine is out, and says so to anybody; whether it is ready is another matter")
  void outlivesItsEngine() {
    try (TestServer server = TestServer.start()) {
      assertEquals("serving", anybody(server, "/health/live").expect(200).json().path("status").asText());
      server.engine().close();
      assertEquals("unavailable", anybody(server, "/health").expect(503).json().path("status").asText());
      assertEquals("serving", anybody(server, "/health/live").expect(200).json().path("status").asText());
    }
  }

  @Test
  @DisplayName("both are described")
  void isDescribed() {
    try (TestServer server = TestServer.start()) {
      String description = server.get("/openapi").expect(200).text();
      assertTrue(description.contains("  /health:\n"), description);
      assertTrue(description.contains("  /health/live:\n"), description);
    }
  }

  private static TestServer.Answer anybody(TestServer server, String path) {
    return server.send(HttpRequest.newBuilder(server.uri(path)));
  }
}
