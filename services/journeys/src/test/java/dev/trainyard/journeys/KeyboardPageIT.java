package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.NodeEditor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The main job without a pointing device: nothing here clicks, and every focus is reached by Tab. */
class KeyboardPageIT extends PageJourney {
  private static final int MOST_STOPS = 120;
  /** What a person hears of the focused element: its name. */
  private static final String FOCUSED = """
      () => {
        const at = document.activeElement;
        const label = at.getAttribute('aria-label')
          || (at.labels && at.labels.length > 0 ? at.labels[0].innerText : '') || at.innerText || '';
        return label.trim().split('\\n')[0].trim();
      }""";

  @Test
  @DisplayName("by keyboard alone: make a bot, a node, a variable, a sample; write, save, run, train, transfer, roll back")
  void wholeJob() {
    try (BrowserWindow window = chromium().open(api()).enter()) {
      Page page = window.page();
      window.button("New bot").waitFor();
      press(page, "New bot", "Enter");
      window.dialog().waitFor();
      page.keyboard().type("keys");
      page.keyboard().press("Enter");
      window.button("Make the first node").waitFor();
      press(page, "Make the first node", "Enter");
      window.dialog().waitFor();
      page.keyboard().type("GREET");
      page.keyboard().press("Enter");

      NodeEditor editor = NodeEditor.in(window);
      tabTo(page, "Code of the node. Press Control+M to move with Tab, Alt+F1 for help.");
      page.keyboard().press("Control+Home");
      page.keyboard().type("# by keys alone\n");
      page.keyboard().press("Control+s");
      editor.sees("revision 1");
      page.keyboard().press("Control+m");
      tabTo(page, "Run", "Shift+Tab");
      page.keyboard().press("Enter");
      editor.result().getByText("this is GREET").waitFor();

      addSample(window, page);
      addVariable(window, page);
      release(window, page, 1);
      assertEquals("# by keys alone", firstLine());

      press(page, "Nodes", "Enter");
      window.link("GREET").waitFor();
      press(page, "GREET", "Enter");
      NodeEditor.in(window);
      tabTo(page, "Code of the node. Press Control+M to move with Tab, Alt+F1 for help.");
      page.keyboard().press("Control+Home");
      page.keyboard().type("# once more\n");
      page.keyboard().press("Control+s");
      editor.sees("revision 2");
      release(window, page, 2);
      press(page, "Roll back", "Enter");
      window.page().waitForCondition(() -> production() == 1);
      window.sees("Production is back on release 1.");
      assertEquals("# once more", firstLine());
    }
  }

  @Test
  @DisplayName("Tab goes on from the sample input, and from the code after Control+M; nothing holds who has no other way")
  void noTrap() {
    api().put("/bots/free", "{}").expect(201);
    api().put("/bots/free/nodes/ASK", "{}").expect(201);
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/free/nodes/ASK")) {
      NodeEditor.in(window);
      window.page().locator("ty-json-editor .view-lines").waitFor();
      tabTo(window.page(), "Code of the node. Press Control+M to move with Tab, Alt+F1 for help.");
      window.page().keyboard().press("Control+m");
      tabTo(window.page(), "Sample input, JSON");
      window.page().keyboard().press("Control+m");
      tabTo(window.page(), "Trainyard");
      window.page().keyboard().press("Shift+Tab");
      tabTo(window.page(), "Sample input, JSON", "Shift+Tab");
      tabTo(window.page(), "New", "Shift+Tab");
    }
  }

  private void addSample(BrowserWindow window, Page page) {
    press(page, "New", "Enter");
    window.dialog().waitFor();
    page.keyboard().press("Control+A");
    page.keyboard().type("Evening");
    page.keyboard().press("Enter");
    assertThat(window.choice("Sample")).hasValue("Evening");
    page.waitForCondition(() -> api().get("/bots/keys/nodes/GREET/samples/Evening").status() == 200);
  }

  private void addVariable(BrowserWindow window, Page page) {
    press(page, "Variables", "Enter");
    window.button("Add a variable").waitFor();
    press(page, "Add a variable", "Enter");
    window.dialog().waitFor();
    page.keyboard().type("WORD");
    tabTo(page, "Value on staging");
    page.keyboard().type("one");
    tabTo(page, "Value on production");
    page.keyboard().type("two");
    press(page, "Save", "Enter");
    window.row("WORD").waitFor();
    assertEquals("two",
        api().get("/bots/keys/variables?reveal=production").json().at("/items/0/production/value").asText());
  }

  /** Trains and transfers. */
  private void release(BrowserWindow window, Page page, int number) {
    press(page, "Train Bot", "Enter");
    window.sees("Trained: staging is on release " + number);
    press(page, "Releases", "Enter");
    window.button("Transfer").waitFor();
    press(page, "Transfer", "Space");
    window.page().waitForCondition(() -> production() == number);
    assertThat(window.region("Transfer to production")).containsText(
        "Production is on release " + number + " already.");
  }

  private int production() {
    return api().get("/bots/keys/stages").json().at("/production/release").asInt();
  }

  private String firstLine() {
    return api().get("/bots/keys/nodes/GREET/code").json().path("code").asText().lines().findFirst().orElse("");
  }

  private static void press(Page page, String name, String key) {
    tabTo(page, name);
    page.keyboard().press(key);
  }

  private static void tabTo(Page page, String name) {
    tabTo(page, name, "Tab");
  }

  private static void tabTo(Page page, String name, String key) {
    List<String> passed = new ArrayList<>();
    for (int stop = 0; stop < MOST_STOPS; stop++) {
      page.keyboard().press(key);
      String focused = (String) page.evaluate(FOCUSED);
      if (focused.equals(name)) {
        return;
      }
      passed.add(focused);
    }
    throw new AssertionError("Tab never came to " + name + ", but to " + passed);
  }
}
