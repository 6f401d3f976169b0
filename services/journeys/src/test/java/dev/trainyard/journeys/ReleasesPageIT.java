package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import dev.trainyard.journeys.driver.BrowserWindow;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Releases, as a builder compares, transfers and rolls them back. */
class ReleasesPageIT extends PageJourney {
  private String bot = "";

  @BeforeEach
  void twoReleases(TestInfo test) {
    bot = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    api().put("/bots/" + bot, "{}").expect(201);
    api().put("/bots/" + bot + "/nodes/GREET", "{}").expect(201);
    api().put("/bots/" + bot + "/nodes/STAY", "{}").expect(201);
    api().save(bot, "STAY", Nodes.replying("same"));
    for (String text : new String[]{"one", "two"}) {
      api().save(bot, "GREET", Nodes.replying(text));
      api().train(bot);
    }
  }

  @Test
  @DisplayName("C8.3 C8.4 transfer lists what stands in its way, force passes; roll-back says that variables stay")
  void transferAndRollBack() {
    api().put("/bots/" + bot + "/variables/HALF", "{\"staging\": \"x\"}").expect(201);
    api().save(bot, "GREET", Nodes.replying("three"));
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/" + bot + "/releases")) {
      Locator bar = window.region("Stages");
      assertThat(bar).containsText("Staging: release 2");
      assertThat(bar).containsText("Production: nothing yet");
      Locator transfer = window.region("Transfer to production");
      assertThat(transfer).containsText("1 draft differs from release 2");
      assertThat(transfer).containsText("GREET");
      assertThat(transfer).containsText("1 variable has no value on production");
      assertThat(transfer).containsText("HALF");
      window.expectTrouble("409");
      window.button("Transfer").click();
      assertThat(transfer).containsText("Nothing moved");
      window.button("Move production all the same").click();
      assertThat(bar).containsText("Production: release 2");
      assertEquals("two", answer("production"));

      api().put("/bots/" + bot + "/variables/HALF", "{\"production\": \"y\"}", "*").expect(200);
      api().train(bot);
      window.page().reload();
      assertThat(transfer).containsText("Drafts are what release 3 holds");
      assertThat(transfer).containsText("Every variable of staging has a value on production");
      window.button("Transfer").click();
      assertThat(bar).containsText("Production: release 3");
      assertEquals("three", answer("production"));

      Locator back = window.region("Go back");
      assertThat(back).containsText("Variables stay as they are");
      window.button("Roll back").click();
      assertThat(bar).containsText("Production: release 2");
      window.sees(
          "Production is back on release 2. Only the release changed: variables, messages and drafts were not touched.");
      assertEquals("two", answer("production"));
      window.choice("Stage to go back").selectOption("staging");
      window.choice("Release to go back to").selectOption("1");
      window.button("Roll back").click();
      assertThat(bar).containsText("Staging: release 1");
      assertEquals("one", answer("staging"));
      assertEquals("two", answer("production"));
    }
  }

  @Test
  @DisplayName("two releases side by side, a draft beside what production runs, and an old revision back in one click")
  void compareAndRestore() {
    api().post("/bots/" + bot + "/transfers", "{}").expect(200);
    api().save(bot, "GREET", Nodes.replying("three"));
    api().put("/bots/" + bot + "/nodes/STAY", "{\"timeout_seconds\": 7}", "*").expect(200);
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/" + bot + "/releases")) {
      assertThat(window.row("owner")).hasCount(2);
      window.choice("From").selectOption("1");
      window.choice("To").selectOption("2");
      window.button("Compare").click();
      window.sees("Release 1 and release 2");
      assertThat(window.side(0)).containsText("one");
      assertThat(window.side(1)).containsText("two");

      window.visit("/bots/" + bot + "/releases");
      window.link("Drafts beside production").click();
      window.sees("Release 2 and the drafts");
      assertThat(window.side(0)).containsText("two");
      assertThat(window.side(1)).containsText("three");
      window.page().getByLabel("Nodes that differ").getByText("STAY").click();
      window.sees("Timeout: 20 s, now 7 s");

      window.visit("/bots/" + bot + "/nodes/GREET/revisions");
      assertThat(window.row("Revision")).hasCount(3);
      window.button("Compare revision 1").click();
      assertThat(window.side(0)).containsText("one");
      assertThat(window.side(1)).containsText("three");
      window.button("Restore revision 1").click();
      window.sees("Revision 1 is the draft again, as revision 4.");
      assertEquals(Nodes.replying("one"), api().get("/bots/" + bot + "/nodes/GREET/code").json().path("code").asText());
      assertThat(window.region("Stages")).containsText("2 drafts differ from staging");
    }
  }

  private String answer(String stage) {
    return turn(bot, stage, "GREET", "{}").at("/messages/0/text").asText();
  }
}
