package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.RunningServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server ends that is told to. */
class ShutdownIT {
  private static final int PATIENCE_MILLISECONDS = 30_000;
  /** Says that it runs, and goes on when it is told to. */
  private static final String WAITING = """
      import json, socket

      def main(event, context):
          with socket.create_connection(('127.0.0.1', %d), 30) as test:
              test.sendall(b'!')
              test.recv(1)
          return {'statusCode': 200, 'body': json.dumps({'status': True, 'response': ['finished']})}
      """;

  @TempDir
  Path folder;

  @Test
  @DisplayName("a turn in flight gets its outcome; nobody else is let in meanwhile")
  void finishesTurnsInFlight() throws Exception {
    // Threads of their own: the common pool has one on two processors, and the turn blocks it.
    try (ServerSocket meeting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      meeting.setSoTimeout(PATIENCE_MILLISECONDS);
      RunningServer server = RunningServer.start(folder.resolve("data"),
          Map.of("TRAINYARD_TURN_WAIT_MILLISECONDS", "30000"));
      Api api = server.api();
      api.put("/bots/ending", "{}").expect(201);
      api.put("/bots/ending/nodes/WAIT", "{}").expect(201);
      api.save("ending", "WAIT", WAITING.formatted(meeting.getLocalPort()));
      assertEquals("succeeded", api.train("ending").path("state").asText());

      CompletableFuture<Api.Answer> turn = CompletableFuture
          .supplyAsync(() -> api.turn("ending", "staging", "WAIT", "{}"), threads);
      CompletableFuture<Void> end;
      try (Socket node = meeting.accept()) {
        assertEquals('!', node.getInputStream().read());
        end = CompletableFuture.runAsync(server::close, threads);
        Poll.until("the server to let nobody in", Duration.ofSeconds(20), () -> !api.answers());
        node.getOutputStream().write('!');
      }
      assertEquals("finished",
          turn.get(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS).expect(200).json().at("/response/0").asText());
      end.get(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
    }
  }
}
