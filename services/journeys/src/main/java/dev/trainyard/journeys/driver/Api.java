package dev.trainyard.journeys.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A caller of the REST interface. Thread-safe. */
public final class Api {
  public static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(5))
      .build();
  private final URI root;
  private final String token;

  public Api(int port, String token) {
    this.root = URI.create("http://127.0.0.1:" + port);
    this.token = token;
  }

  public URI root() {
    return root;
  }

  /** An answer: its status, its JSON (a missing node if it had none) and its ETag (empty if it had none). */
  public record Answer(int status, JsonNode json, String text, String etag) {

    /** This answer, if it has the status that it should have. */
    public Answer expect(int wanted) {
      if (status != wanted) {
        throw new AssertionError("%d instead of %d: %s".formatted(status, wanted, text));
      }
      return this;
    }
  }

  public boolean answers() {
    try {
      return send(HttpRequest.newBuilder(root.resolve("/health")).GET()).statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** What the server says of itself, ready or not. */
  public JsonNode health() {
    return parse(send(HttpRequest.newBuilder(root.resolve("/health")).GET()).body());
  }

  public Answer get(String path) {
    return exchange(request(path).GET());
  }

  public Answer delete(String path, String ifMatch) {
    return exchange(request(path).header("If-Match", ifMatch).DELETE());
  }

  public Answer post(String path, String json) {
    return exchange(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  public Answer put(String path, String json) {
    return exchange(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
  }

  public Answer put(String path, String json, String ifMatch) {
    return exchange(request(path).header("Content-Type", "application/json").header("If-Match", ifMatch)
        .PUT(BodyPublishers.ofString(json)));
  }

  /** Saves a node's code over whatever is there. */
  public Answer save(String bot, String node, String code) {
    return exchange(request("/bots/" + bot + "/nodes/" + node + "/code").header("Content-Type", "text/x-python")
        .header("If-Match", "*").PUT(BodyPublishers.ofString(code)));
  }

  public Answer turn(String bot, String stage, String node, String body) {
    return post("/bots/" + bot + "/stages/" + stage + "/nodes/" + node + "/turns", body);
  }

  /** Trains, waits for the end, and gives the training. */
  public JsonNode train(String bot) {
    String path = post("/bots/" + bot + "/trainings", "{}").expect(202).json().path("id").asText();
    JsonNode[] training = new JsonNode[1];
    Poll.until("training " + path, Duration.ofMinutes(2), () -> {
      training[0] = get("/bots/" + bot + "/trainings/" + path).expect(200).json();
      return !training[0].path("state").asText().equals("running");
    });
    return training[0];
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve("/api/v1" + path)).timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }

  public Answer exchange(HttpRequest.Builder request) {
    HttpResponse<String> response = send(request);
    return new Answer(response.statusCode(), parse(response.body()), response.body(),
        response.headers().firstValue("ETag").orElse(""));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupt);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      return JSON.missingNode();
    }
  }
}
