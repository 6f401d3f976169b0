package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.NodeEditor;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bots and nodes: made, copied, searched, deleted. */
class BotsPageIT extends PageJourney {

  @Test
  @DisplayName("a bot and a node are made, and the node opens with the template that works")
  void makes() {
    try (BrowserWindow window = chromium().open(api()).enter()) {
      window.button("New bot").click();
      window.field("Name").fill("yard");
      window.field("Title").fill("A yard");
      window.button("Create").click();
      window.button("Make the first node").click();
      window.field("Name").fill("ask city");
      assertThat(window.field("Name")).hasValue("ASK_CITY");
      window.button("Create").click();
      NodeEditor editor = NodeEditor.in(window);
      editor.sees("Template, not saved yet");
      assertThat(window.button("Run")).isDisabled();
      editor.save(1);
      window.button("Run").click();
      editor.result().getByText("this is ASK_CITY").waitFor();
      window.screenshot("node-template");
      assertEquals("A yard", api().get("/bots/yard").json().path("title").asText());
    }
  }

  @Test
  @DisplayName("a name that is taken is refused in the dialog, with what was written kept")
  void refusesTakenNames() {
    api().put("/bots/taken", "{\"title\": \"the first\"}").expect(201);
    try (BrowserWindow window = chromium().open(api()).enter()) {
      window.expectTrouble("412|409");
      window.button("New bot").click();
      window.field("Name").fill("taken");
      window.field("Title").fill("the second");
      window.button("Create").click();
      window.dialog().getByRole(AriaRole.ALERT).waitFor();
      assertThat(window.field("Title")).hasValue("the second");
      window.button("Cancel").click();
      assertEquals("the first", api().get("/bots/taken").json().path("title").asText());
    }
  }

  @Test
  @DisplayName("every wrong setting of a node is said at its field, in the server's words, until all are right")
  void refusesWrongSettings() {
    api().put("/bots/limits", "{}").expect(201);
    api().put("/bots/limits/nodes/ASK", "{}").expect(201);
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/limits")) {
      window.expectTrouble("400");
      choose(window, "ASK", "Settings");
      Locator timeout = window.page().getByLabel("Longest time, in seconds");
      Locator memory = window.page().getByLabel("Memory, in MB");
      timeout.fill("901");
      memory.fill("12.5");
      window.button("Apply").click();
      assertThat(timeout).hasAccessibleDescription("A node's limit is 1 to 900 whole seconds.");
      assertThat(memory).hasAccessibleDescription("This must be a whole number.");
      assertThat(timeout).isFocused();
      window.screenshot("wrong-settings");
      window.checkAccess("wrong-settings");
      timeout.fill("900");
      memory.fill("");
      window.button("Apply").click();
      assertThat(memory).hasAccessibleDescription("A node's memory is 128 to 3008 MB.");
      assertThat(timeout).hasAccessibleDescription("");
      memory.fill("256");
      window.button("Apply").click();
      window.sees("The settings of ASK are changed.");
      assertEquals(900, api().get("/bots/limits/nodes/ASK").json().path("timeout_seconds").asInt());
      assertEquals(256, api().get("/bots/limits/nodes/ASK").json().path("memory_mb").asInt());
    }
  }

  @Test
  @DisplayName("the menu of the lowest row is seen whole")
  void menuAtTheEdge() {
    api().put("/bots/tall", "{}").expect(201);
    for (int node = 10; node < 40; node++) {
      api().put("/bots/tall/nodes/N" + node, "{}").expect(201);
    }
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/tall")) {
      Locator button = window.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Actions of N25"));
      button.evaluate("element => element.scrollIntoView({block: 'end'})");
      button.click();
      Locator menu = window.page().locator(".menu:popover-open");
      assertThat(menu).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
      assertThat(menu.getByText("Settings")).isFocused();
    }
  }

  @Test
  @DisplayName("settings that somebody else changed meanwhile are told, and changed when one still wants to")
  void tellsOfOthersSettings() {
    api().put("/bots/shared", "{}").expect(201);
    api().put("/bots/shared/nodes/ASK", "{}").expect(201);
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/shared")) {
      window.expectTrouble("412");
      choose(window, "ASK", "Settings");
      window.page().getByLabel("Longest time, in seconds").fill("33");
      api().put("/bots/shared/nodes/ASK", "{\"memory_mb\": 512}", "*").expect(200);
      window.button("Apply").click();
      assertThat(window.dialog()).containsText("Somebody else changed them meanwhile: no end node, 20 s, 512 MB.");
      window.button("Apply").click();
      window.sees("The settings of ASK are changed.");
      assertEquals(33, api().get("/bots/shared/nodes/ASK").json().path("timeout_seconds").asInt());
    }
  }

  @Test
  @DisplayName("a node is copied with its code and samples, found by its code, and deleted after what is lost was named")
  void copiesSearchesAndDeletes() {
    api().put("/bots/depot", "{}").expect(201);
    api().put("/bots/depot/nodes/FIRST", "{\"timeout_seconds\": 7}").expect(201);
    api().save("depot", "FIRST", Nodes.replying("needle in a haystack")).expect(201);
    api().put("/bots/depot/nodes/FIRST/samples/Evening", "{\"entities\": {}, \"user_data\": {}}").expect(201);
    try (BrowserWindow window = chromium().open(api()).enter()) {
      window.page().navigate("/#/bots/depot");
      choose(window, "FIRST", "Duplicate this node");
      window.field("Name").fill("SECOND");
      window.button("Duplicate").click();
      NodeEditor.in(window).sees("revision 1");
      assertEquals(7, api().get("/bots/depot/nodes/SECOND").json().path("timeout_seconds").asInt());
      assertEquals("Evening", api().get("/bots/depot/nodes/SECOND/samples").json().at("/items/0/name").asText());

      window.link("Search").click();
      window.field("Text in the code of all nodes").fill("needle");
      window.button("Search").click();
      window.sees("2 places in 2 nodes");
      window.checkAccess("search");
      window.screenshot("search");
      window.page().locator("ty-search-view li a").first().click();
      NodeEditor found = NodeEditor.in(window);
      window.page().waitForCondition(() -> found.line() == 4);

      window.link("Nodes").click();
      choose(window, "FIRST", "Delete this node");
      assertThat(window.dialog()).containsText("Evening");
      window.checkAccess("delete-node");
      window.screenshot("delete-node");
      window.button("Delete").click();
      window.sees("FIRST is deleted.");
      assertThat(window.link("FIRST")).hasCount(0);
      api().get("/bots/depot/nodes/FIRST").expect(404);
    }
  }

  @Test
  @DisplayName("a bot is copied without its values, and deleted only when its name is written")
  void copiesAndDeletesBots() {
    api().put("/bots/shed", "{}").expect(201);
    api().put("/bots/shed/nodes/ASK", "{}").expect(201);
    api().save("shed", "ASK", Nodes.replying("hello")).expect(201);
    api().put("/bots/shed/variables/WORD", "{\"staging\": \"secret word\", \"production\": \"p\"}").expect(201);
    api().train("shed");
    api().post("/bots/shed/transfers", "{}").expect(200);
    try (BrowserWindow window = chromium().open(api()).enter()) {
      choose(window, "shed", "Duplicate this bot");
      window.field("Name").fill("shed-two");
      window.button("Duplicate").click();
      window.sees("Its variables need values: WORD.");
      assertEquals(1, api().get("/bots/shed-two/nodes").json().path("items").size());

      window.link("Trainyard").click();
      choose(window, "shed", "Delete this bot");
      assertThat(window.dialog()).containsText("Production answers turns with release 1");
      assertThat(window.dialog()).containsText("WORD");
      window.screenshot("delete-bot");
      window.field("To delete it, write its name").fill("shed-two");
      window.button("Delete").click();
      assertThat(window.dialog()).isVisible();
      window.field("To delete it, write its name").fill("shed");
      window.button("Delete").click();
      window.sees("shed is deleted.");
      api().get("/bots/shed").expect(404);
      api().get("/bots/shed-two").expect(200);
      window.checkAccess("bots");
      window.screenshot("bots");
    }
  }

  /** Chooses something from the menu of a bot or node. */
  private static void choose(BrowserWindow window, String of, String action) {
    window.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Actions of " + of
        + "\\b(?!-)"))).click();
    window.page().locator(".menu:popover-open").getByText(action, new Locator.GetByTextOptions().setExact(true))
        .click();
  }
}
