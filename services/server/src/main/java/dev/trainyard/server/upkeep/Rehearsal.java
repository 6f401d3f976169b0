package dev.trainyard.server.upkeep;

import dev.trainyard.server.sample.SampleBot;
import dev.trainyard.server.security.AccessToken;
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
  private static final String BODY = "{\"user\":{\"full_name\":\"Asha Rao\",\"language_code\":\"en\"},\"entities\":{}}";

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
      send("POST", "/api/v1/bots/clinic/stages/production/nodes/" + SampleBot.FIRST + "/turns", BODY);
    }
    for (String path : new String[]{"/bots", "/bots/clinic/stages", "/bots/clinic/nodes", "/bots/clinic/turns"}) {
      send("GET", "/api/v1" + path, "");
    }
    send("POST", "/api/v1/bots/clinic/nodes/" + SampleBot.FIRST + "/runs",
        "{\"sample\":{\"entities\":{},\"user_data\":{}}}");
    send("GET", "/health", "");
    PageVisit visit = new PageVisit(root, token);
    for (int time = 0; time < VISITS; time++) {
      visit.run();
    }
  }

  private void send(String method, String path, String body) throws IOException, InterruptedException {
    client.send(HttpRequest.newBuilder(URI.create(root + path)).header("Authorization", "Bearer " + token.value())
        .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.discarding());
  }
}
