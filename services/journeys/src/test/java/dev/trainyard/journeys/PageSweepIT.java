package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.journeys.driver.BrowserLook;
import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.Poll;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view of the page in every look: seen by axe, and by a person, in {@code target/screenshots}. */
class PageSweepIT extends PageJourney {
  private static final String BROKEN = "def main(event, context)\n    return 1\n";
  private String turn = "";

  static List<BrowserLook> looks() {
    return BrowserLook.ALL;
  }

  static List<BrowserLook> widths() {
    return List.of(BrowserLook.DESK, BrowserLook.PHONE);
  }

  /**
   * A view.
   *
   * @param name for the screenshot
   * @param place in the page
   * @param text that is there once the view is
   */
  private record View(String name, String place, String text) {
  }

  private List<View> views() {
    return List.of(new View("bots", "/", "A clinic"), new View("nodes", "/bots/gallery", "OPENING_HOURS"),
        new View("editor", "/bots/gallery/nodes/GREET", "CITY_NAME"),
        new View("search", "/bots/gallery/search?q=CITY", "CITY_NAME"),
        new View("variables", "/bots/gallery/variables", "Names without a variable"),
        new View("trainings", "/bots/gallery/training", "Not trained: 2 nodes are to correct first"),
        new View("releases", "/bots/gallery/releases", "Greets by name"),
        new View("diff", "/bots/gallery/releases/1/diff/2", "Release 1 and release 2"),
        new View("revisions", "/bots/gallery/nodes/GREET/revisions", "Revision 2"),
        new View("turns", "/bots/gallery/turns", "exception"),
        new View("turn", "/bots/gallery/turns/" + turn, "no such desk"),
        new View("nowhere", "/nowhere", "There is nothing here"));
  }

  @BeforeAll
  void gallery() {
    api().put("/bots/gallery", "{\"title\": \"A clinic\"}").expect(201);
    for (String node : List.of("GREET", "HELP_DESK", "NEW_NODE", "OPENING_HOURS")) {
      api().put("/bots/gallery/nodes/" + node, "{}").expect(201);
    }
    api().put("/bots/gallery/variables/HELP_DESK_NUMBER", "{\"staging\": \"020 0000\", \"production\": \"020 5550\"}");
    api().put("/bots/gallery/variables/MONGO_URI", "{\"staging\": \"mongodb://mongodb0.example.com:27017/admin\"}");
    api().save("gallery", "GREET", Nodes.replying("Welcome")).expect(201);
    api().save("gallery", "HELP_DESK", Nodes.raising("no such desk")).expect(201);
    api().save("gallery", "OPENING_HOURS", Nodes.readingVariable("HELP_DESK_NUMBER")).expect(201);
    api().save("gallery", "NEW_NODE", Nodes.replying("new")).expect(201);
    train("The first one");
    api().post("/bots/gallery/transfers", "{\"force\": true}").expect(200);
    api().save("gallery", "GREET", Nodes.readingVariable("CITY_NAME")).expect(200);
    train("Greets by name, and knows the city");
    turn("gallery", "production", "GREET", "{\"user\": {\"full_name\": \"Asha Rao\"}}");
    turn = turn("gallery", "staging", "HELP_DESK", "{\"user\": {\"full_name\": \"Asha Rao\"}, \"entities\": {}}")
        .path("request_id").asText();
    Poll.until("the turns to be kept", Duration.ofSeconds(20),
        () -> api().get("/bots/gallery/turns").json().path("items").size() == 2);
    api().save("gallery", "OPENING_HOURS", BROKEN).expect(200);
    api().save("gallery", "NEW_NODE", BROKEN).expect(200);
    assertEquals("refused", api().train("gallery").path("state").asText());
  }

  private void train(String note) {
    api().post("/bots/gallery/trainings", "{\"note\": \"%s\"}".formatted(note)).expect(202);
    Poll.until("the training to end", Duration.ofSeconds(60),
        () -> api().get("/bots/gallery/trainings").json().at("/items/0/state").asText().equals("succeeded"));
  }

  @ParameterizedTest
  @MethodSource("looks")
  @DisplayName("every view, in every look: nothing serious for axe, nothing wider than the window")
  void everyView(BrowserLook look) {
    try (BrowserWindow window = chromium().open(api(), look).enter()) {
      for (View view : views()) {
        window.visit(view.place());
        window.sees(view.text());
        window.settled();
        window.screenshot(view.name());
        window.checkAccess(view.name());
        window.checkButtons(view.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("widths")
  @DisplayName("the longest names, titles, notes and values make no view wider than the window, nor a dialog")
  void longNames(BrowserLook look) {
    String bot = (look.name() + "-").repeat(64).substring(0, 64);
    String node = "N".repeat(64);
    String path = "/bots/" + bot;
    api().put(path, "{\"title\": \"%s\"}".formatted("t".repeat(200))).expect(201);
    api().put(path + "/nodes/" + node, "{}").expect(201);
    api().save(bot, node, Nodes.readingVariable("U".repeat(128))).expect(201);
    api().put(path + "/variables/" + "V".repeat(128), "{\"staging\": \"%s\"}".formatted("v".repeat(4096))).expect(201);
    api().put(path + "/nodes/" + node + "/samples/" + "s".repeat(64), "{\"entities\": {}, \"user_data\": {}}")
        .expect(201);
    api().post(path + "/trainings", "{\"note\": \"%s\"}".formatted("n".repeat(2000))).expect(202);
    Poll.until("the training to end", Duration.ofSeconds(60),
        () -> api().get(path + "/trainings").json().at("/items/0/state").asText().equals("succeeded"));
    turn(bot, "staging", node, "{}");
    api().save(bot, node, Nodes.replying("w".repeat(400))).expect(200);
    try (BrowserWindow window = chromium().open(api(), look).enter()) {
      for (String view : List.of("", "/nodes/" + node, "/nodes/" + node + "/revisions", "/search?q=import",
          "/variables",
          "/training", "/releases", "/releases/1/diff/draft", "/turns")) {
        window.visit(path + view);
        window.settled();
        window.screenshot("long" + view.replaceAll("[/?].*[/?]|/", "-").replaceAll("N+", "node"));
        window.checkAccess("long names at " + view);
      }
      window.visit(path + "/variables");
      window.button("Show values of staging").click();
      window.sees("v".repeat(4096));
      window.checkAccess("a long value");
      window.button("Delete " + "V".repeat(128)).click();
      assertEquals(0, ((Number) window.dialog().evaluate("""
          dialog => [...dialog.querySelectorAll('*')].filter(part => part.scrollWidth > dialog.clientWidth).length"""))
          .intValue());
      window.screenshot("long-dialog");
    }
  }

  @ParameterizedTest
  @MethodSource("looks")
  @DisplayName("dialogs and reports, in every look")
  void everyDialog(BrowserLook look) {
    try (BrowserWindow window = chromium().open(api(), look).enter()) {
      window.visit("/bots/gallery/variables");
      window.button("Change MONGO_URI").click();
      window.screenshot("variable-dialog");
      window.checkAccess("the dialog of a variable");
      window.page().keyboard().press("Escape");
      window.button("Delete HELP_DESK_NUMBER").click();
      window.screenshot("variable-delete");
      window.checkAccess("the question before a variable is deleted");
      window.page().keyboard().press("Escape");
      window.visit("/bots/gallery/releases");
      window.button("Train Bot").click();
      window.sees("Not trained: 2 nodes are to correct first");
      window.expectTrouble("409");
      window.button("Transfer").click();
      window.sees("Nothing moved.");
      window.screenshot("refusals");
      window.checkAccess("what is refused");
    }
  }
}
