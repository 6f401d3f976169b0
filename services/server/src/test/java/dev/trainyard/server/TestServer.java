package dev.trainyard.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.memory.FixedRuntimeCatalog;
import dev.trainyard.contracts.memory.InMemoryStores;
import dev.trainyard.contracts.memory.ScriptedCodeChecker;
import dev.trainyard.contracts.memory.ScriptedEngine;
import dev.trainyard.server.config.ServerSettings;
import dev.trainyard.server.config.SettingSource;
import dev.trainyard.server.status.Services;
import dev.trainyard.server.wiring.Adapters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A server over in-memory adapters on a free port, and a caller of it: every answer must be as the interface is
 * described.
 */
public final class TestServer implements AutoCloseable {
  /** The token that opens it. */
  public static final String TOKEN = "a-token-for-tests-only";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final ScriptedEngine engine;
  private final TrainyardServer server;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestServer(Path folder, ScriptedEngine engine, TrainyardServer server) {
    this.folder = folder;
    this.engine = engine;
    this.server = server;
  }

  /** Starts one with the usual settings. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** Starts one. Keys of settings are names of environment variables. */
  public static TestServer start(Map<String, String> settings) {
    try {
      Path folder = Files.createTempDirectory("trainyard-test-");
      Map<String, String> all = new LinkedHashMap<>(Map.of("TRAINYARD_HTTP_PORT", "0", "TRAINYARD_DATA_DIR",
          folder.toString(), "TRAINYARD_TOKEN", TOKEN));
      all.putAll(settings);
      Stores stores = new InMemoryStores().stores();
      ScriptedEngine engine = new ScriptedEngine(stores.codes());
      TrainyardServer server = TrainyardServer.start(
          ServerSettings.read(new SettingSource(Map.of(), Map.of(), all)),
          (_, _) -> new Adapters(stores.bots(), stores.nodes(), stores.drafts(), stores.samples(), stores.codes(),
              stores.variables(), stores.releases(), stores.stages(), stores.trainings(), stores.turns(), engine,
              new ScriptedCodeChecker(), FixedRuntimeCatalog.usual(), true, Services.NONE, () -> {
              }));
      return new TestServer(folder, engine, server);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public ScriptedEngine engine() {
    return engine;
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** A request with the token. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN);
  }

  public Answer get(String path) {
    return send(request(path));
  }

  public Answer put(String path, String json, String... headers) {
    return send(with(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)),
        headers));
  }

  public Answer post(String path, String json, String... headers) {
    return send(with(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)),
        headers));
  }

  public Answer delete(String path, String... headers) {
    return send(with(request(path).DELETE(), headers));
  }

  public Answer save(String path, String code, String... headers) {
    return send(with(request(path).header("Content-Type", "text/x-python").PUT(BodyPublishers.ofString(code)),
        headers));
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    return headers.length == 0 ? request : request.headers(headers);
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpRequest sent = request.build();
      HttpResponse<String> response = client.send(sent, HttpResponse.BodyHandlers.ofString());
      DescribedApi.get().differences(sent.method(), sent.uri(), response).ifPresent(difference -> {
        throw new AssertionError("%s %s: the description %s%n%s".formatted(sent.method(), sent.uri(), difference,
            response.body()));
      });
      return new Answer(response);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupt);
    }
  }

  /** An answer. */
  public record Answer(HttpResponse<String> response) {

    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      try {
        return JSON.readTree(text());
      } catch (JsonProcessingException notJson) {
        throw new AssertionError("no JSON: " + text(), notJson);
      }
    }

    public Answer expect(int status) {
      if (status() != status) {
        throw new AssertionError("%d instead of %d: %s".formatted(status(), status, text()));
      }
      return this;
    }
  }

  String greeting() {
    return server.greeting();
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
