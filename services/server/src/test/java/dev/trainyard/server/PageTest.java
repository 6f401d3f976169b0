package dev.trainyard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.server.TestServer.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How the page and its files are given away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src|data-monaco|: )=?\"?\"(/(?:app|lib)/[^\"]+)\"");

  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("the printed link is traded for a cookie that opens the page")
  void entersByLink() {
    Answer entered = anybody("/?token=" + TestServer.TOKEN).expect(303);
    assertEquals("/", entered.header("Location"));
    String cookie = entered.header("Set-Cookie");
    assertTrue(cookie.contains("HTTPOnly") && cookie.contains("SameSite=Strict"), cookie);
    assertFalse(cookie.contains(TestServer.TOKEN), cookie);
    HttpRequest.Builder withCookie = HttpRequest.newBuilder(server.uri("/")).header("Cookie",
        cookie.substring(0, cookie.indexOf(';')));
    assertTrue(server.send(withCookie).expect(200).text().contains("<ty-app>"));
  }

  @Test
  @DisplayName("behind a proxy with TLS, browsers never send the cookie without TLS")
  void keepsTheCookieToTls() {
    String link = "/?token=" + TestServer.TOKEN;
    assertFalse(anybody(link).expect(303).header("Set-Cookie").contains("Secure"));
    assertTrue(server.send(HttpRequest.newBuilder(server.uri(link)).header("X-Forwarded-Proto", "https")).expect(303)
        .header("Set-Cookie").contains("Secure"));
  }

  @Test
  @DisplayName("without a token there is a door, with a wrong one a reason")
  void staysClosed() {
    assertTrue(anybody("/").expect(401).text().contains("?token="));
    Answer wrong = anybody("/?token=an-older-token-of-long-ago").expect(401);
    assertTrue(wrong.text().contains("earlier start"), wrong.text());
    assertFalse(wrong.text().contains("an-older-token"), wrong.text());
    assertTrue(wrong.header("Content-Security-Policy").contains("script-src 'none'"));
  }

  @Test
  @DisplayName("the only inline script is the import map, allowed by its digest")
  void allowsTheImportMapAlone() throws NoSuchAlgorithmException {
    Answer page = server.get("/").expect(200);
    Matcher script = Pattern.compile("<script(?![^>]*src=)[^>]*>(.*?)</script>", Pattern.DOTALL).matcher(page.text());
    assertTrue(script.find());
    String digest = Base64.getEncoder().encodeToString(
        MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8)));
    String policy = page.header("Content-Security-Policy");
    assertTrue(policy.contains("script-src 'self' 'sha256-" + digest + "';"), policy);
    assertFalse(script.find(), "a second inline script");
    assertFalse(policy.contains("unsafe-eval"), policy);
    assertEquals(1, page.response().headers().allValues("Content-Security-Policy").size());
  }

  @Test
  @DisplayName("every address in the page is of this server, leads somewhere, and may be kept")
  void servesWhatThePageNames() {
    String page = server.get("/").expect(200).text();
    assertFalse(page.contains("://"), page);
    Matcher addresses = ADDRESS.matcher(page);
    int files = 0;
    while (addresses.find()) {
      String path = addresses.group(1);
      String file = path.endsWith("/vs") ? path + "/loader.js" : path.endsWith("/") ? path + "directive.js" : path;
      Answer answer = anybody(file).expect(200);
      assertTrue(answer.header("Cache-Control").contains("immutable"), file);
      assertEquals("nosniff", answer.header("X-Content-Type-Options"));
      files++;
    }
    assertTrue(files > 20, files + " files");
  }

  @Test
  @DisplayName("the document names every module that the first view imports, and none of the other views")
  void namesWhatTheFirstViewImports() {
    List<String> named = Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"").matcher(server.get("/").text())
        .results().map(found -> found.group(1)).toList();
    assertEquals(named.size(), Set.copyOf(named).size(), "each once");
    for (String module : List.of("/main.js", "/shell/app-shell.js", "/views/bots-view.js", "/client/event-stream.js",
        "/lit-html.js", "/reactive-element.js", "/css-tag.js", "/lit-element.js", "/is-server.js")) {
      assertTrue(named.stream().anyMatch(name -> name.endsWith(module)), module + " is not among " + named);
    }
    assertTrue(named.stream().noneMatch(name -> name.contains("/editor/") || name.contains("/release/")),
        named.toString());
    assertTrue(named.size() < 40, named.size() + " modules");
  }

  @Test
  @DisplayName("files are sent zipped to who reads that, and not again to who has them")
  void sendsLittle() {
    String main = mainModule();
    Answer plain = anybody(main).expect(200);
    assertEquals("text/javascript; charset=utf-8", plain.header("Content-Type"));
    assertEquals("", plain.header("Content-Encoding"));
    Answer zipped = server.send(HttpRequest.newBuilder(server.uri(main)).header("Accept-Encoding", "br, gzip"));
    assertEquals("gzip", zipped.header("Content-Encoding"));
    Answer known = server.send(
        HttpRequest.newBuilder(server.uri(main)).header("If-None-Match", plain.header("ETag"))).expect(304);
    assertEquals("", known.text());
  }

  @Test
  @DisplayName("nothing else of the class path is given away")
  void guardsTheClassPath() {
    for (String path : new String[]{"/app/0000000000000000/main.js", mainModule().replace("main.js", "absent.js"),
        mainModule().replace("main.js", "../index.html"), mainModule().replace("main.js", "%2e%2e/closed.html"),
        "/lib/lit/3.3.1/package.json", "/lib/monaco-editor/0.52.2/package.json",
        "/lib/monaco-editor/0.52.2/esm/vs/editor/editor.main.js", "/lib/monaco-editor/0.52.2/min/vs/../../package.json",
        "/lib/../../application.properties", "/lib/swagger-ui/1.0.0/index.js"}) {
      int status = anybody(path).status();
      assertTrue(status == 404 || status == 400, path + " gives " + status);
    }
  }

  private String mainModule() {
    Matcher main = Pattern.compile("src=\"(/app/[0-9a-f]{16}/main\\.js)\"").matcher(server.get("/").text());
    assertTrue(main.find());
    return main.group(1);
  }

  private Answer anybody(String path) {
    return server.send(HttpRequest.newBuilder(server.uri(path)));
  }
}
