package dev.trainyard.server.upkeep;

import dev.trainyard.server.sample.SampleBot;
import dev.trainyard.server.security.AccessToken;
import dev.trainyard.server.turn.PracticeRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Uses the server as its callers will, so that Java's cache of ahead-of-time work has what serving takes. Used once, in
 * a process of its own.
 */
public final class Rehearsal {
  private static final int TURNS = 4000;
  private static final int VISITS = 20;
  private static final int RELEASES = 8;

  /** Asks for no upgrade, which would send turns past their short way. */
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String root;
  private final AccessToken token;

  /**
   * A rehearsal.
   *
   * @param port of the server, on this machine
   * @param token that opens it
   */
  public Rehearsal(int port, AccessToken token) {
    this.root = "http://127.0.0.1:" + port;
    this.token = token;
  }

  /**
   * Makes the sample bot and calls it.
   *
   * @param sample makes the bot
   * @throws IOException when the server does not answer
   * @throws InterruptedException if interrupted
   */
  public void run(SampleBot sample) throws IOException, InterruptedException {
    sample.make();
    for (int turn = 0; turn < TURNS; turn++) {
      turn("production");
    }
    for (String path : new String[]{"/bots", "/bots/clinic/stages", "/bots/clinic/nodes", "/bots/clinic/turns"}) {
      send("GET", "/api/v1" + path, "");
    }
    send("POST", "/api/v1/bots/clinic/nodes/" + SampleBot.FIRST + "/runs",
        "{\"sample\":{\"entities\":{},\"user_data\":{}}}");
    send("GET", "/health", "");
    for (int release = 0; release < RELEASES; release++) {
      release("# %d%ndef main(event, context):%n    return 1%n".formatted(release));
    }
    PageVisit visit = new PageVisit(root, token);
    for (int time = 0; time < VISITS; time++) {
      visit.run();
    }
  }

  /** What a builder does with changed code, and the way back. */
  private void release(String code) throws IOException, InterruptedException {
    send(request("/api/v1/bots/clinic/nodes/" + SampleBot.FIRST + "/code").setHeader("Content-Type", "text/x-python")
        .header("If-Match", "*").PUT(BodyPublishers.ofString(code)));
    send(request("/api/v1/bots/clinic/trainings").header("Prefer", "wait=30").POST(BodyPublishers.ofString("{}")));
    turn("staging");
    send("POST", "/api/v1/bots/clinic/transfers", "{}");
    turn("production");
    send("POST", "/api/v1/bots/clinic/stages/production/rollbacks", "{}");
    turn("production");
  }

  private void turn(String stage) throws IOException, InterruptedException {
    send("POST", "/api/v1/bots/clinic/stages/" + stage + "/nodes/" + SampleBot.FIRST + "/turns", PracticeRequest.BODY);
  }

  private void send(String method, String path, String body) throws IOException, InterruptedException {
    send(request(path).method(method, BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).header("Authorization", "Bearer " + token.value())
        .header("Content-Type", "application/json");
  }

  private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    client.send(request.build(), BodyHandlers.discarding());
  }
}
