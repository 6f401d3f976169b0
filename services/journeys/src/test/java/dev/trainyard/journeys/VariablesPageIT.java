package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import dev.trainyard.journeys.driver.BrowserWindow;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Variables, as a builder sets them. */
class VariablesPageIT extends PageJourney {
  private static final String TURN = "{\"user\": {}, \"entities\": {}}";

  @Test
  @DisplayName("C7 a variable is added where code lacks it, hidden, shown when asked for, changed on one stage, removed")
  void lifeOfAVariable() {
    api().put("/bots/vault", "{}").expect(201);
    api().put("/bots/vault/nodes/ASK", "{}").expect(201);
    api().save("vault", "ASK", Nodes.readingVariable("WORD")).expect(201);
    api().train("vault");
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/vault/variables")) {
      window.sees("Names without a variable");
      assertThat(window.link("ASK, line 5")).isVisible();
      window.button("Add WORD").click();
      assertThat(window.field("Name")).hasValue("WORD");
      window.field("Value on staging").fill("a word to be hidden");
      window.field("Value on production").fill("another word");
      window.button("Save").click();

      Locator row = window.row("WORD");
      assertThat(row).containsText("live since");
      assertThat(row).containsText("ASK");
      window.sees(Pattern.compile("WORD: live on staging and production since"));
      assertThat(window.page().getByText("Names without a variable")).hasCount(0);
      assertFalse(window.page().content().contains("a word to be hidden"), "values are hidden until asked for");
      assertEquals("a word to be hidden", answer());

      window.button("Show values of staging").click();
      assertThat(row).containsText("a word to be hidden");
      assertFalse(window.page().content().contains("another word"), "the other stage's values are still hidden");
      window.button("Hide values of staging").click();
      assertThat(row).not().containsText("a word to be hidden");

      window.button("Change WORD").click();
      window.expectTrouble("400");
      window.button("Save").click();
      assertThat(window.dialog()).containsText("Give a value");
      window.field("An empty text on staging").check();
      window.button("Save").click();
      window.sees(Pattern.compile("WORD: live on staging since"));
      assertEquals("", api().get("/bots/vault/variables?reveal=staging").json().at("/items/0/staging/value").asText());
      assertEquals("another word",
          api().get("/bots/vault/variables?reveal=production").json().at("/items/0/production/value").asText());

      window.button("Delete WORD").click();
      assertThat(window.dialog()).containsText("ASK");
      window.dialog().getByText("Delete WORD", new Locator.GetByTextOptions().setExact(true)).click();
      window.sees("Names without a variable");
      assertEquals(0, api().get("/bots/vault/variables").json().path("items").size());
    }
  }

  @Test
  @DisplayName("C7 a value that is too long is refused at its field; one that others changed is told of, and set when one still wants")
  void refusedValues() {
    api().put("/bots/pair", "{}").expect(201);
    api().put("/bots/pair/variables/WORD", "{\"staging\": \"one\"}").expect(201);
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/pair/variables")) {
      window.expectTrouble("412|413");
      window.button("Change WORD").click();
      window.field("Value on production").fill("é".repeat(2049));
      window.button("Save").click();
      assertThat(window.field("Value on production")).hasAccessibleDescription(
          "A variable's value has at most 4,096 bytes of UTF-8.");
      window.field("Value on production").fill("mine");
      api().put("/bots/pair/variables/WORD", "{\"production\": \"theirs\"}", "*").expect(200);
      window.button("Save").click();
      assertThat(window.dialog()).containsText("Somebody else changed this variable meanwhile.");
      assertThat(window.field("Value on production")).hasValue("mine");
      api().delete("/bots/pair/variables/WORD", "*").expect(204);
      window.button("Save").click();
      assertThat(window.dialog()).containsText("Somebody else deleted this variable meanwhile.");
      window.button("Save").click();
      window.sees(Pattern.compile("WORD: live on production since"));
      assertEquals("mine",
          api().get("/bots/pair/variables?reveal=production").json().at("/items/0/production/value").asText());
    }
  }

  private String answer() {
    return turn("vault", "staging", "ASK", TURN).at("/messages/0/text").asText();
  }
}
