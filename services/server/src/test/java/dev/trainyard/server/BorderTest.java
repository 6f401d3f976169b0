package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who gets in, and from where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BorderTest {
  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void tellsItsHealthToAnybody() {
    TestServer.Answer health = server.send(HttpRequest.newBuilder(server.uri("/health"))).expect(200);
    assertEquals("ready", health.json().path("status").asText());
  }

  @Test
  void refusesWithoutToken() {
    for (String path : new String[]{"/api/v1/bots", "/api/v1/bots/a", "/api/v1/bots/a/variables"}) {
      TestServer.Answer refused = server.send(HttpRequest.newBuilder(server.uri(path))).expect(401);
      assertEquals("unauthenticated", refused.json().path("code").asText());
      assertEquals("Bearer", refused.header("WWW-Authenticate"));
    }
  }

  @Test
  void protectsBrowsers() {
    TestServer.Answer health = server.get("/health");
    assertTrue(health.header("Content-Security-Policy").contains("default-src 'none'"));
    assertEquals("nosniff", health.header("X-Content-Type-Options"));
    TestServer.Answer missing = server.get("/api/v1/nothing").expect(404);
    assertEquals("nosniff", missing.header("X-Content-Type-Options"));
    assertEquals("application/problem+json", missing.header("Content-Type"));
  }

  @Test
  void refusesPagesOfOtherOrigins() {
    server.send(server.request("/health").header("Origin", "http://evil.example")).expect(403);
    server.send(server.request("/health").header("Origin", server.uri("").toString())).expect(200);
    TestServer.Answer post = server.send(server.request("/api/v1/bots/import").header("Origin", "null")
        .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"))).expect(403);
    assertEquals("forbidden", post.json().path("code").asText());
  }
}
