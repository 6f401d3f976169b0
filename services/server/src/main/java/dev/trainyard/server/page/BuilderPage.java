package dev.trainyard.server.page;

import dev.trainyard.server.page.PageFiles.Own;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The documents of the page and the policy they come with: scripts are this server's own files, and the import map by
 * its digest. Thread-safe: what two threads compute at once is the same.
 */
@Singleton
final class BuilderPage {
  private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">(.*?)</script>",
      Pattern.DOTALL);

  private final PageFiles files;
  private final AtomicReference<@Nullable Document> page = new AtomicReference<>();

  BuilderPage(PageFiles files) {
    this.files = files;
  }

  /**
   * A document.
   *
   * @param html to send
   * @param policy what the browser may load for it
   */
  record Document(Asset html, String policy) {
  }

  Document page() {
    Document known = page.get();
    if (known == null) {
      known = document("index.html");
      page.set(known);
    }
    return known;
  }

  /** What a browser gets that did not come by the link. */
  Document closed() {
    return document("closed.html");
  }

  /** What a browser gets that came by a link with a wrong token. */
  Document expired() {
    return document("expired.html");
  }

  private Document document(String name) {
    Own own = files.own();
    byte[] template = Objects.requireNonNull(own.files().get(name), name).plain();
    String html = new String(template, StandardCharsets.UTF_8).replace("{{version}}", own.version());
    Matcher map = IMPORT_MAP.matcher(html);
    if (!map.find()) {
      return new Document(Asset.of(name, html.getBytes(StandardCharsets.UTF_8)), policy("'none'"));
    }
    String digest = Digests.base64(map.group(1).getBytes(StandardCharsets.UTF_8));
    String whole = html.replace("{{preload}}", preload(map.group(1), own));
    return new Document(Asset.of(name, whole.getBytes(StandardCharsets.UTF_8)),
        policy("'self' 'sha256-" + digest + "'"));
  }

  /** Every module of the first view at once, instead of one round for every depth of the imports. */
  private String preload(String importMap, Own own) {
    return new ModuleGraph(importMap, files::at).from("/app/" + own.version() + "/main.js").stream()
        .map(address -> "<link rel=\"modulepreload\" href=\"" + address + "\">").collect(Collectors.joining("\n"));
  }

  /** Monaco writes styles of its own; nothing else here does. */
  private static String policy(String scripts) {
    return "default-src 'none'; script-src " + scripts + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        + " font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self';"
        + " frame-ancestors 'none'";
  }
}
