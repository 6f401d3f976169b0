package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Whatever a caller sends, the answer is a problem that says what to do, and never a fault of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemTest {
  private static final String DEEP = "[".repeat(10_000) + "]".repeat(10_000);
  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.start();
    server.put("/api/v1/bots/kli", "{}").expect(201);
    server.put("/api/v1/bots/kli/nodes/GREET", "{}").expect(201);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private record Case(String name, String method, String path, String type, BodyPublisher body, int status,
      String code) {
  }

  private static Case of(String name, String method, String path, String type, String body, int status, String code) {
    return new Case(name, method, path, type, BodyPublishers.ofString(body), status, code);
  }

  @TestFactory
  List<DynamicTest> everyMistakeHasItsProblem() {
    String json = "application/json";
    String turns = "/api/v1/bots/kli/stages/staging/nodes/GREET/turns";
    byte[] notText = {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};
    return List.of(
        of("wrong method", "DELETE", "/api/v1/bots", json, "", 405, "method_not_allowed"),
        of("wrong method of a turn", "GET", turns, json, "", 405, "method_not_allowed"),
        of("wrong media type", "PUT", "/api/v1/bots/kli", "text/plain", "{}", 415, "unsupported_media_type"),
        of("form instead of a turn", "POST", turns, "application/x-www-form-urlencoded", "a=1", 415,
            "unsupported_media_type"),
        of("code as JSON", "PUT", "/api/v1/bots/kli/nodes/GREET/code", json, "{}", 415, "unsupported_media_type"),
        of("nonsense media type", "PUT", "/api/v1/bots/kli", "nonsense", "{}", 415, "unsupported_media_type"),
        of("unknown route", "GET", "/api/v1/nothing", json, "", 404, "not_found"),
        of("unknown root", "GET", "/.env", json, "", 404, "not_found"),
        of("unknown bot", "GET", "/api/v1/bots/nobody", json, "", 404, "not_found"),
        of("bad name", "GET", "/api/v1/bots/KLI", json, "", 400, "invalid"),
        of("escaped slash", "GET", "/api/v1/bots/..%2f..%2fetc", json, "", 400, "invalid"),
        of("broken JSON", "PUT", "/api/v1/bots/kli", json, "{\"title\":", 400, "invalid"),
        of("empty body", "PUT", "/api/v1/bots/new", json, "", 400, "invalid"),
        of("not an object", "PUT", "/api/v1/bots/kli", json, "[]", 400, "invalid"),
        of("duplicate key", "PUT", "/api/v1/bots/kli", json, "{\"title\":\"a\",\"title\":\"b\"}", 400, "invalid"),
        of("unknown key", "PUT", "/api/v1/bots/kli", json, "{\"titel\":\"a\"}", 400, "invalid"),
        of("wrong type", "PUT", "/api/v1/bots/kli", json, "{\"title\":1}", 400, "invalid"),
        of("deep JSON", "PUT", "/api/v1/bots/kli", json, DEEP, 400, "invalid"),
        of("huge number", "PUT", "/api/v1/bots/kli/nodes/GREET", json, "{\"timeout_seconds\":" + "9".repeat(5000)
            + "}", 400, "invalid"),
        of("number over the int range", "PUT", "/api/v1/bots/kli/nodes/GREET", json, "{\"timeout_seconds\":1e99}", 400,
            "invalid"),
        of("memory below the least", "PUT", "/api/v1/bots/kli/nodes/GREET", json, "{\"memory_mb\":0}", 400, "invalid"),
        new Case("invalid UTF-8", "PUT", "/api/v1/bots/kli", json, BodyPublishers.ofByteArray(notText), 400, "invalid"),
        new Case("code that is no UTF-8", "PUT", "/api/v1/bots/kli/nodes/GREET/code", "text/x-python",
            BodyPublishers.ofByteArray(notText), 400,
            "invalid"),
        new Case("code over 1 MiB", "PUT", "/api/v1/bots/kli/nodes/GREET/code", "text/x-python",
            BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1]), 413, "too_large"),
        of("bad page size", "GET", "/api/v1/bots?limit=0", json, "", 400, "invalid"),
        of("page size that is no number", "GET", "/api/v1/bots?limit=many", json, "", 400, "invalid"),
        of("bad cursor", "GET", "/api/v1/bots?cursor=%00", json, "", 400, "invalid"),
        of("revision that is no number", "GET", "/api/v1/bots/kli/nodes/GREET/code/revisions/x", json, "", 400,
            "invalid"),
        of("unknown stage", "POST", "/api/v1/bots/kli/stages/test/nodes/GREET/turns", json, "{}", 404, "not_found"),
        of("turn before a training", "POST", turns, json, "{}", 409, "not_released"))
        .stream().map(mistake -> DynamicTest.dynamicTest(mistake.name(), () -> check(mistake))).toList();
  }

  @Test
  @DisplayName("what is wrong with a body is said, and where")
  void bodiesAreToldWhatIsWrong() {
    String turns = "/api/v1/bots/kli/stages/staging/nodes/GREET/turns";
    assertEquals("The body is missing, and this address needs one.", detail(turns, "POST", ""));
    assertEquals("In the body, the value at /sample/a is there twice.",
        detail("/api/v1/bots/kli/nodes/GREET/runs", "POST", "{\"sample\":{\"a\":1,\"a\":2}}"));
    assertEquals("In the body, the value at /title is there twice.",
        detail("/api/v1/bots/kli", "PUT", "{\"title\":\"a\",\"title\":\"b\"}"));
  }

  private String detail(String path, String method, String body) {
    TestServer.Answer answer = server.send(server.request(path).header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body)));
    assertEquals(400, answer.status(), answer.text());
    return answer.json().path("detail").asText();
  }

  private void check(Case mistake) {
    HttpRequest.Builder request = server.request(mistake.path()).header("Content-Type", mistake.type())
        .method(mistake.method(), mistake.body());
    TestServer.Answer answer = server.send(request);
    assertEquals(mistake.status(), answer.status(), answer.text());
    assertEquals("application/problem+json", answer.header("Content-Type"));
    assertEquals(mistake.code(), answer.json().path("code").asText(), answer.text());
    assertEquals("/problems/" + mistake.code(), answer.json().path("type").asText());
    assertEquals(mistake.status(), answer.json().path("status").asInt());
    assertTrue(answer.json().path("detail").asText().endsWith("."), answer.text());
    assertFalse(answer.text().contains("Exception"), answer.text());
    if (mistake.status() == 405) {
      assertFalse(answer.header("Allow").isEmpty(), "the header Allow");
    }
  }

  @Test
  void namesTheField() {
    TestServer.Answer refused = server.put("/api/v1/bots/new", "{\"bot_break\":{\"action\":\"shout\"}}").expect(400);
    assertEquals("/bot_break/action", refused.json().path("errors").path(0).path("pointer").asText());
  }

  @Test
  void refusesWhatIsLargerThanItReads() throws IOException {
    String head = "PUT /api/v1/bots/kli HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestServer.TOKEN
        + "\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n";
    assertTrue(exchange(head).startsWith("HTTP/1.1 413"), exchange(head));
  }

  @Test
  void refusesRequestsThatAreNoHttp() throws IOException {
    for (String nonsense : List.of("nonsense\r\n\r\n", "GET /health HTTP/1.1\r\nBad Header\r\n\r\n",
        "GET /health HTTP/1.1\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /api/v1/bots/%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
      String answer = exchange(nonsense);
      assertTrue(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.0 4"), answer);
      assertFalse(answer.contains("Exception"), answer);
    }
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri("").getPort())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      int read = socket.getInputStream().read(part);
      if (read > 0) {
        answer.write(part, 0, read);
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }
}
