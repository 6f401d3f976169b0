package dev.trainyard.journeys.driver;

import com.microsoft.playwright.BrowserContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What goes wrong in a window without anybody seeing it: errors on the console (violations of the content security
 * policy are among them), errors that nothing catches, and requests to other hosts. Used by the window's thread.
 */
final class BrowserTrouble {
  private final List<String> found = new ArrayList<>();
  private final List<Pattern> expected = new ArrayList<>();

  BrowserTrouble(BrowserContext context, URI root) {
    context.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        found.add("console: %s (%s)".formatted(message.text(), message.location()));
      }
    });
    context.onWebError(error -> found.add("uncaught: " + error.error()));
    context.onRequest(request -> {
      URI uri = URI.create(request.url().replace('|', '_'));
      boolean inside = List.of("blob", "data").contains(uri.getScheme())
          || root.getAuthority().equals(uri.getAuthority());
      if (!inside) {
        found.add("request to another host: " + request.url());
      }
    });
  }

  /** Takes something for granted from now on, such as the console's line about a refused request. */
  void expect(String pattern) {
    expected.add(Pattern.compile(pattern));
  }

  void check() {
    List<String> unexpected = found.stream()
        .filter(trouble -> expected.stream().noneMatch(pattern -> pattern.matcher(trouble).find())).toList();
    if (!unexpected.isEmpty()) {
      throw new AssertionError("The page had trouble:\n" + String.join("\n", unexpected));
    }
  }
}
