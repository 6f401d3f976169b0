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
  @DisplayName("by keyboard alone: make a bot and a node, write, save, run, train, transfer")
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

      press(page, "Train Bot", "Enter");
      window.sees("release 1");
      press(page, "Releases", "Enter");
      window.button("Transfer").waitFor();
      press(page, "Transfer", "Space");
      window.page().waitForCondition(
          () -> api().get("/bots/keys/stages").json().at("/production/release").asInt() == 1);
      assertThat(window.region("Transfer to production")).containsText("Production is on release 1 already.");
      assertEquals("# by keys alone", api().get("/bots/keys/nodes/GREET/code").json().path("code").asText().lines()
          .findFirst().orElse(""));
    }
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
