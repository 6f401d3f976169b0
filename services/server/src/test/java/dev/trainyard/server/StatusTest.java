package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the server tells of itself. */
class StatusTest {

  @Test
  @DisplayName("the description of the interface is OpenAPI 3.1 and names the routes")
  void describesItself() {
    try (TestServer server = TestServer.start()) {
      String description = server.get("/openapi").expect(200).text();
      assertTrue(description.startsWith("openapi: 3.1"), description.substring(0, 40));
      for (String route : new String[]{"/api/v1/bots/{bot}/trainings", "/api/v1/bots/{bot}/transfers",
          "/api/v1/bots/{bot}/stages/{stage}/rollbacks", "/api/v1/bots/{bot}/stages/{stage}/nodes/{node}/turns",
          "/api/v1/bots/{bot}/nodes/{node}/runs", "/api/v1/libraries"}) {
        assertTrue(description.contains(route + ":"), route);
      }
    }
  }

  @Test
  @DisplayName("metrics are for Prometheus, and tell of the turn log")
  void givesMetrics() {
    try (TestServer server = TestServer.start()) {
      String metrics = server.get("/metrics").expect(200).text();
      assertTrue(metrics.contains("trainyard_turn_records_dropped_total"), metrics);
      assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
    }
  }
}
