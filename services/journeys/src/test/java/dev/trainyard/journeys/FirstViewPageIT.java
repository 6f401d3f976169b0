package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Request;
import dev.trainyard.journeys.driver.BrowserWindow;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a browser with an empty cache asks for until the first view can be used: how often and how deep, since that, and
 * not its size, is what it costs. How long it takes depends on the machine, and is no matter of tests.
 */
class FirstViewPageIT extends PageJourney {
  private static final int MOST_FILES = 45;
  private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"");

  @Test
  @DisplayName("the first view needs one document, few files that the document names, and its data; nothing is deeper")
  void fewAndFlat() {
    api().put("/bots/first", "{}").expect(201);
    try (BrowserWindow window = chromium().open(api())) {
      List<String> asked = new ArrayList<>();
      window.page().onRequest(request -> asked.add(path(request)));
      window.enter();
      window.link("first").waitFor();
      // Whatever was asked for before the data; the parts that other views need come later.
      List<String> needed = List.copyOf(asked.subList(0, asked.indexOf("/api/v1/bots")));
      assertEquals(List.of("/", "/"), needed.subList(0, 2), "the link, and the document");
      Set<String> named = ADDRESS.matcher(document(window)).results().map(address -> address.group(1))
          .collect(Collectors.toSet());
      Set<String> late = new TreeSet<>(needed.stream().filter(FirstViewPageIT::isFile).toList());
      assertTrue(late.size() < MOST_FILES, late.size() + " files: " + late);
      assertEquals(needed.stream().filter(FirstViewPageIT::isFile).count(), late.size(), "a file was asked for twice");
      late.removeAll(named);
      assertEquals(Set.of(), late, "found only by reading another file");
      assertEquals(Set.of("/api/v1/bots", "/health"), asked.stream()
          .filter(path -> (path.startsWith("/api/") && !path.endsWith("/stages")) || path.equals("/health"))
          .collect(Collectors.toSet()));
    }
  }

  @Test
  @DisplayName("a moment after its start the page is whole: no view asks for another part of it")
  void isWholeSoon() {
    api().put("/bots/whole", "{}").expect(201);
    api().put("/bots/whole/nodes/ASK", "{}").expect(201);
    api().save("whole", "ASK", Nodes.replying("hello")).expect(201);
    try (BrowserWindow window = chromium().open(api()).enter()) {
      window.settled();
      List<String> asked = Collections.synchronizedList(new ArrayList<>());
      window.page().onRequest(request -> asked.add(path(request)));
      for (String view : List.of("", "/nodes/ASK", "/nodes/ASK/revisions", "/search", "/variables", "/training",
          "/releases",
          "/turns")) {
        window.page().evaluate("place => { location.hash = place; }", "/bots/whole" + view);
        window.page().locator("main > :not(ty-bots-view) h1").first().waitFor();
      }
      window.settled();
      assertTrue(asked.stream().anyMatch(path -> path.startsWith("/api/")), asked.toString());
      assertEquals(List.of(), asked.stream().filter(path -> path.startsWith("/app/") && isFile(path)).toList());
    }
  }

  @Test
  @DisplayName("where a part of the page cannot be loaded any more, it says so and what to do")
  void partIsGone() {
    api().put("/bots/gone", "{}").expect(201);
    try (BrowserWindow window = chromium().open(api())) {
      window.expectTrouble("Failed to load resource|404|ERR_FAILED");
      window.page().route(Pattern.compile("/app/.*/views/search-view.js"), route -> route.abort());
      window.enter().visit("/bots/gone/search");
      window.sees("This part of the page could not be loaded");
      window.checkAccess("lost");
      window.screenshot("lost");
      window.link("Nodes").click();
      window.sees("No nodes yet");
      window.page().unroute(Pattern.compile("/app/.*/views/search-view.js"));
      window.page().reload();
      window.link("Search").click();
      assertThat(window.field("Text in the code of all nodes")).isVisible();
    }
  }

  private String document(BrowserWindow window) {
    return window.page().request().get(api().root().toString()).text();
  }

  private static boolean isFile(String path) {
    // Its icon a browser asks for when and as often as it likes.
    return (path.startsWith("/app/") && !path.endsWith("/icon.svg")) || path.startsWith("/lib/");
  }

  private static String path(Request request) {
    return URI.create(request.url()).getPath();
  }
}
