package dev.trainyard.server.upkeep;

import dev.trainyard.server.security.AccessToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a server for its page as a browser does that comes by the printed link, and for what the page asks first, so
 * that the first person does not wait for what a server does once. For one thread.
 */
public final class PageVisit {
  private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/(?:app|lib)/[^\"]+)\"");
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
    get("/api/v1/bots");
    get("/health");
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
