package dev.trainyard.server.upkeep;

import dev.trainyard.server.security.AccessToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a server for its page as a browser does that comes by the printed link, and for what the page's views ask of the
 * first bot, so that the first person does not wait for what a server does once. For one thread.
 */
public final class PageVisit {
  private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/(?:app|lib)/[^\"]+)\"");
  private static final Pattern NAME = Pattern.compile("\"name\":\"([A-Za-z0-9_-]+)\"");
  private static final int MOST_MILLISECONDS = 20_000;

  private final String root;
  private final AccessToken token;

  /**
   * A visit.
   *
   * @param root of the server, such as {@code http://127.0.0.1:8080}
   * @param token that opens it
   */
  public PageVisit(String root, AccessToken token) {
    this.root = root;
    this.token = token;
  }

  /**
   * Looks at the first view.
   *
   * @throws IOException when the server does not answer
   */
  public void run() throws IOException {
    get("/?token=" + token.value());
    Matcher files = FILE.matcher(get("/"));
    while (files.find()) {
      get(files.group(1));
    }
    get("/health");
    Optional<String> bot = firstName(get("/api/v1/bots?limit=1")).map(name -> "/api/v1/bots/" + name);
    if (bot.isPresent()) {
      look(bot.get());
    }
  }

  /** What the page asks for a bot, and for a node of it. */
  private void look(String bot) throws IOException {
    for (String part : List.of("", "/stages", "/trainings?limit=1", "/variables", "/releases?limit=1")) {
      get(bot + part);
    }
    Optional<String> node = firstName(get(bot + "/nodes?limit=1")).map(name -> bot + "/nodes/" + name);
    if (node.isPresent()) {
      for (String part : List.of("", "/code", "/samples")) {
        get(node.get() + part);
      }
    }
  }

  /** Names of bots and nodes need no escapes. */
  private static Optional<String> firstName(String list) {
    return NAME.matcher(list).results().map(found -> found.group(1)).findFirst();
  }

  private String get(String path) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(root + path).toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(MOST_MILLISECONDS);
    connection.setReadTimeout(MOST_MILLISECONDS);
    connection.setRequestProperty("Authorization", "Bearer " + token.value());
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
