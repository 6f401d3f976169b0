package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Callers must know the server by a name of its own, or by the address that they connected to")
class HostNameTest {
  private TestServer server;

  @BeforeAll
  void start() {
    // Another spelling of 127.0.0.7, so that the address itself is none of the server's names.
    server = TestServer.start(Map.of("TRAINYARD_HTTP_HOST", "127.7", "TRAINYARD_HTTP_NAMES", "bots.example"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"localhost,200", "bots.example,200", "BOTS.example:80,200", "127.0.0.7,200", "127.0.0.7:8080,200",
      "127.0.0.8,421", "evil.example,421", "127.0.0.7.evil.example,421", "[::1],200", "[::2],421", "'',421"})
  void names(String host, int status) throws IOException {
    assertEquals(status, statusFor(host));
  }

  /** By hand, since Java's client lets nobody set Host. */
  private int statusFor(String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.7", server.uri("/").getPort())) {
      socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)
          .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
  }
}
