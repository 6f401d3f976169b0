package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.Poll;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Train Bot, as a builder presses it. */
class TrainPageIT extends PageJourney {
  private static final int MANY = 150;
  private static final int SLOW = 16;
  private static final LocatorAssertions.ContainsTextOptions PATIENT = new LocatorAssertions.ContainsTextOptions()
      .setTimeout(60_000);

  @Test
  @DisplayName("C8.1 C1.4 drafts that differ are named; every wrong node is listed with a link to its line; one click trains")
  void refusedThenTrained() {
    api().put("/bots/school", "{}").expect(201);
    for (String node : new String[]{"FIRST", "SECOND", "THIRD", "NEVER_SAVED"}) {
      api().put("/bots/school/nodes/" + node, "{}").expect(201);
    }
    api().save("school", "FIRST", Nodes.replying("one"));
    api().save("school", "SECOND", "import json\n\ndef main(event, context)\n    return 1\n");
    api().save("school", "THIRD", "def main(event, context):\n    x = = 1\n");
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/school/releases")) {
      Locator bar = window.region("Stages");
      assertThat(bar).containsText("Staging: nothing yet");
      assertThat(bar).containsText("4 drafts differ from staging");
      window.button("Train Bot").click();
      assertThat(bar).containsText("3 nodes are to correct first", PATIENT);
      assertThat(bar.getByRole(AriaRole.LINK,
          new Locator.GetByRoleOptions().setName("SECOND, line 3"))).isVisible();
      assertThat(bar).containsText("NEVER_SAVED");
      window.link("THIRD, line 2").click();
      window.isAt("/bots/school/nodes/THIRD\\?line=2");

      api().save("school", "SECOND", Nodes.readingVariable("NOWHERE"));
      api().save("school", "THIRD", Nodes.replying("three"));
      api().save("school", "NEVER_SAVED", Nodes.replying("four"));
      window.visit("/bots/school/releases");
      window.field("Note for the release").fill("all four");
      window.button("Train Bot").click();
      assertThat(bar).containsText("staging is on release 1", PATIENT);
      assertThat(bar).containsText("The bot has no variable NOWHERE");
      assertThat(bar).containsText("Staging: release 1");
      assertThat(bar).containsText("Drafts are trained");
      JsonNode release = api().get("/bots/school/releases/1").expect(200).json();
      assertEquals("all four", release.path("note").asText());
    }
  }

  @Test
  @DisplayName("C8.5 the page is closed and opened again while Train is at work: it shows how far it is, and the end")
  void closedAndOpenedAgain() {
    slow("busy");
    // What was compiled at the save is forgotten, so that publishing takes a while.
    server().kill();
    restart();
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/busy/releases")) {
      window.button("Train Bot").click();
      Locator steps = window.page().getByLabel("Nodes of this training");
      assertThat(steps.getByRole(AriaRole.LISTITEM)).hasCount(SLOW, new LocatorAssertions.HasCountOptions()
          .setTimeout(60_000));
      assertThat(steps).containsText("is being published", PATIENT);
      assertThat(steps).containsText("waits");
      window.screenshot("training");
      window.checkAccess("a training at work");
    }
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/busy/releases")) {
      Locator bar = window.region("Stages");
      assertThat(bar.getByRole(AriaRole.PROGRESSBAR)).isVisible();
      assertThat(bar).containsText("of " + SLOW + " nodes published");
      assertThat(window.page().getByLabel("Nodes of this training")).containsText("is being published");
      assertThat(
          window.page().getByLabel("Nodes of this training").getByText("published", new Locator.GetByTextOptions()
              .setExact(true)).first())
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
      assertThat(bar).containsText("Staging: release 1", PATIENT);
      assertThat(bar).containsText("Drafts are trained", PATIENT);
      assertThat(window.page().getByLabel("Nodes of this training")).hasCount(0);
    }
  }

  /** A bot whose nodes take Python a good while to compile. */
  private void slow(String bot) {
    api().put("/bots/" + bot, "{}").expect(201);
    String ballast = "value = {'a': [1, 2, 3]}\n".repeat(30_000);
    for (int node = 0; node < SLOW; node++) {
      api().put("/bots/" + bot + "/nodes/N" + node, "{}").expect(201);
      api().save(bot, "N" + node, Nodes.replying("slow " + node) + ballast).expect(201);
    }
  }

  @Test
  @DisplayName("C8.5 the server is killed in the middle of Train: the page says that nothing changed, and trains again")
  void serverRestarted() {
    many("fragile");
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/fragile/releases")) {
      window.expectTrouble("ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|Failed to load resource|ERR_");
      window.button("Train Bot").click();
      Poll.until("the training to be under way", Duration.ofSeconds(30),
          () -> !api().get("/bots/fragile/trainings").json().path("items").isEmpty());
      server().kill();
      Locator bar = window.region("Stages");
      // On a fast machine the training may have ended before the kill, and then the page asks nothing more.
      assertThat(bar).containsText(Pattern.compile("The server does not answer|Trained: staging is on release 1"),
          PATIENT);
      restart();
      JsonNode training = api().get("/bots/fragile/trainings").expect(200).json().at("/items/0");
      if (training.path("state").asText().equals("interrupted")) {
        assertThat(bar).containsText("Train again", PATIENT);
        // Killed right after staging moved, it is interrupted too; what the bar says is what is so.
        boolean moved = api().get("/bots/fragile/stages").json().path("staging").isObject();
        assertThat(bar).containsText(moved ? "Staging: release 1" : "Staging: nothing yet");
        window.button("Train Bot").click();
      }
      assertThat(bar).containsText("Staging: release 1", PATIENT);
      assertEquals("busy 1", turn("fragile", "staging", "N1", "{}").at("/messages/0/text").asText());
    }
  }

  private void many(String bot) {
    api().put("/bots/" + bot, "{}").expect(201);
    for (int node = 0; node < MANY; node++) {
      api().put("/bots/" + bot + "/nodes/N" + node, "{}").expect(201);
      api().save(bot, "N" + node, Nodes.replying("busy " + node)).expect(201);
    }
  }
}
