package dev.trainyard.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.Chromium;
import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server and a browser for the journeys of one class. Each journey makes a bot of its own. */
@ExtendWith(NeedsBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageJourney {
  private @Nullable RunningServer server;
  private @Nullable Chromium chromium;

  @BeforeAll
  final void open(@TempDir Path data) {
    server = RunningServer.start(data, Map.of());
    chromium = Chromium.start();
  }

  @AfterAll
  final void close() {
    try {
      if (chromium != null) {
        chromium.close();
      }
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }

  /** Starts the server again on its data folder and port, after it was killed. */
  final void restart() {
    server = Objects.requireNonNull(server).again();
  }

  final RunningServer server() {
    return Objects.requireNonNull(server);
  }

  final Api api() {
    return server().api();
  }

  /** Takes a turn; one that was turned away, since its node was not warm yet on a busy machine, is tried again. */
  final JsonNode turn(String bot, String stage, String node, String body) {
    Api.Answer[] answer = new Api.Answer[1];
    Poll.until("a turn of " + node, Duration.ofSeconds(30), () -> {
      answer[0] = api().turn(bot, stage, node, body);
      return answer[0].status() != 503;
    });
    return answer[0].expect(200).json();
  }

  final Chromium chromium() {
    return Objects.requireNonNull(chromium);
  }
}
