package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns that are taken before the router sees them are answered as the router would have them answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectTurnsTest {
  private static final String BOT = "/api/v1/bots/direct";
  private static final String TURNS = BOT + "/stages/staging/nodes/GREET/turns";
  private static final String CODE = "# script: reply {\"status\": true, \"response\": [\"hi\"]}\n";
  /** A header that changes nothing, but makes the router take the request. */
  private static final String DOUBT = "Accept: application/json, text/plain\r\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestServer server;

  /** An answer off the wire; the keys of headers are lower case. */
  private record Raw(int status, Map<String, String> headers, String body) {
    static Raw read(InputStream in) throws IOException {
      int status = Integer.parseInt(line(in).split(" ", 3)[1]);
      Map<String, String> headers = new TreeMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip(),
            (one, other) -> one + " AND " + other);
      }
      byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
      return new Raw(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the connection ended after " + line);
        }
        line.write(next);
      }
      return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** What must be the same for the same turn: not ids, times, and what follows from their length. */
    Raw comparable() throws IOException {
      Map<String, String> kept = new TreeMap<>(headers);
      kept.replace("date", "a date");
      kept.remove("content-length");
      JsonNode json = JSON.readTree(body);
      if (json instanceof ObjectNode object) {
        object.remove(List.of("request_id", "timings_ms"));
      }
      return new Raw(status, kept, json.toString());
    }
  }

  @BeforeAll
  void start() {
    server = TestServer.start();
    server.put(BOT, "{}").expect(201);
    server.put(BOT + "/nodes/GREET", "{}").expect(201);
    server.save(BOT + "/nodes/GREET/code", CODE).expect(201);
    server.put(BOT + "/nodes/SLOW", "{}").expect(201);
    server.save(BOT + "/nodes/SLOW/code", "# script: sleep 300\n" + CODE).expect(201);
    server.post(BOT + "/trainings", "{}", "Prefer", "wait=10");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static String request(String path, String body, String... more) {
    return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TestServer.TOKEN
        + "\r\nContent-Type: application/json\r\n" + String.join("", more) + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
  }

  private List<Raw> exchange(int answers, String... requests) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(String.join("", requests).getBytes(StandardCharsets.UTF_8));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      List<Raw> found = new ArrayList<>();
      while (found.size() < answers) {
        found.add(Raw.read(in));
      }
      return found;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"user\":{\"language_code\":\"hi\"}}", "[]", "{", "{\"a\":1,\"a\":2}",
      "{\"env_variables\":{}}", "{\"user\":7}", "null"})
  @DisplayName("The same body gets the same answer, with the same headers")
  void answersAlike(String body) throws IOException {
    Raw direct = exchange(1, request(TURNS, body)).getFirst();
    Raw routed = exchange(1, request(TURNS, body, DOUBT)).getFirst();
    assertEquals(routed.comparable(), direct.comparable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/bots/nobody/stages/staging/nodes/GREET/turns",
      BOT + "/stages/test/nodes/GREET/turns", BOT + "/stages/production/nodes/GREET/turns",
      BOT + "/stages/staging/nodes/NOTHING/turns", BOT + "/stages/staging/nodes/a-b/turns",
      "/api/v1/bots/UPPER/stages/staging/nodes/GREET/turns", BOT + "/stages/staging/nodes/kli::STORY::GREET/turns",
      "/api/v1/bots/direct/stages//nodes/GREET/turns", BOT + "/stages/staging/nodes/turns",
      BOT + "/stages/staging/nodes/GREET/turns?a=b"})
  @DisplayName("The same address gets the same answer")
  void refusesAlike(String path) throws IOException {
    Raw direct = exchange(1, request(path, "{}")).getFirst();
    Raw routed = exchange(1, request(path, "{}", DOUBT)).getFirst();
    assertEquals(routed.comparable(), direct.comparable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization: Bearer another-token-that-is-wrong", "Host: evil.example",
      "Origin: http://evil.example", "Content-Type: text/plain", "Accept: text/html"})
  @DisplayName("What the router refuses is not taken directly")
  void doubtsGoToTheRouter(String header) throws IOException {
    String name = header.substring(0, header.indexOf(':'));
    String request = request(TURNS, "{}").replaceFirst(name + ": [^\r]*\r\n", "").replaceFirst("\r\n",
        "\r\n" + header + "\r\n");
    Raw refused = exchange(1, request).getFirst();
    assertTrue(refused.status() >= 400 && refused.status() < 500, refused.toString());
    assertEquals("application/problem+json", refused.headers().get("content-type"));
  }

  @Test
  @DisplayName("Answers come in the order of the requests, whoever answers them")
  void keepsTheOrder() throws IOException {
    String slow = BOT + "/stages/staging/nodes/SLOW/turns";
    String get = "GET " + BOT + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TestServer.TOKEN
        + "\r\n\r\n";
    List<Raw> answers = exchange(6, request(slow, "{}"), get, request(TURNS, "{}"), request(TURNS, "["), get,
        request(TURNS, "{}"));
    assertEquals(List.of("SLOW", "", "GREET", "", "", "GREET"), answers.stream().map(answer -> node(answer)).toList());
    assertEquals(List.of(200, 200, 200, 400, 200, 200), answers.stream().map(Raw::status).toList());
  }

  private static String node(Raw answer) {
    try {
      return JSON.readTree(answer.body()).path("node").asText();
    } catch (IOException notJson) {
      throw new AssertionError(answer.toString(), notJson);
    }
  }

  @Test
  @DisplayName("A body that comes in many pieces is read whole")
  void readsLargeBodies() throws IOException {
    String body = "{\"text\":\"" + "x".repeat(1_000_000) + "\"}";
    assertEquals(200, exchange(2, request(TURNS, body), request(TURNS, "{}")).getFirst().status());
    assertEquals(413, exchange(1, request(TURNS, "{\"text\":\"" + "x".repeat(6 * 1024 * 1024) + "\"}")).getFirst()
        .status());
  }

  @Test
  @DisplayName("A caller that goes away in the middle of its body leaves the server as it was")
  void survivesHalfABody() throws IOException {
    String whole = request(TURNS, "{\"text\":\"much\"}");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort())) {
      socket.getOutputStream().write(whole.substring(0, whole.length() - 5).getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(200, exchange(1, request(TURNS, "{}")).getFirst().status());
  }
}
