package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.Poll;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Turns and logs, as a builder looks for what went wrong. */
class TurnsPageIT extends PageJourney {
  private static final String LOUD = """
      import json

      def main(event, context):
          body = json.loads(event['body'])
          print('asked for <b id="hostile">%s</b>' % body['user']['full_name'])
          return {'statusCode': 200, 'body': json.dumps({'status': True, 'response': ['Hello ' + body['user']['full_name']]})}
      """;

  @Test
  @DisplayName("turns are filtered, opened with input, output, log, timings and release, and become a sample")
  void fromATurnToASample() {
    api().put("/bots/desk", "{}").expect(201);
    for (String node : new String[]{"LOUD", "BROKEN"}) {
      api().put("/bots/desk/nodes/" + node, "{}").expect(201);
    }
    api().save("desk", "LOUD", LOUD);
    api().save("desk", "BROKEN", Nodes.raising("no such leg"));
    api().train("desk");
    api().post("/bots/desk/transfers", "{}").expect(200);
    turn("desk", "staging", "LOUD", "{\"user\": {\"full_name\": \"Asha Rao\"}, \"entities\": {\"city\": []}}");
    turn("desk", "production", "BROKEN", "{}");
    Poll.until("both turns to be kept", Duration.ofSeconds(20),
        () -> api().get("/bots/desk/turns").json().path("items").size() == 2);
    try (BrowserWindow window = chromium().open(api()).enter().visit("/bots/desk/turns")) {
      assertThat(window.row("BROKEN")).containsText("exception");
      assertThat(window.row("LOUD")).containsText("reply");
      window.choice("Outcome").selectOption("bot_break");
      assertThat(window.row("LOUD")).hasCount(0);
      window.choice("Cause").selectOption("exception");
      assertThat(window.row("BROKEN")).hasCount(1);
      window.choice("Stage").selectOption("staging");
      window.sees("No turns fit");
      window.choice("Outcome").selectOption("");
      window.choice("Cause").selectOption("");
      window.choice("Node").selectOption("LOUD");
      Locator row = window.row("LOUD");
      assertThat(row).hasCount(1);
      row.getByRole(AriaRole.LINK).first().click();

      window.isAt("/bots/desk/turns/");
      assertThat(window.region("Input")).containsText("Asha Rao");
      assertThat(window.region("Output")).containsText("Hello Asha Rao");
      assertThat(window.region("Log")).containsText("asked for <b id=\"hostile\">Asha Rao</b>");
      assertThat(window.page().locator("#hostile")).hasCount(0);
      window.sees("release 1");
      window.sees(Pattern.compile("in main"));
      window.link("Open in editor").click();
      window.isAt("/bots/desk/nodes/LOUD");
      Poll.until("the turn to be a sample", Duration.ofSeconds(20),
          () -> !api().get("/bots/desk/nodes/LOUD/samples").json().path("items").isEmpty());
      JsonNode sample = api().get("/bots/desk/nodes/LOUD/samples").json().at("/items/0");
      JsonNode input = api().get("/bots/desk/nodes/LOUD/samples/" + sample.path("name").asText().replace(" ", "%20"))
          .json();
      assertEquals("Asha Rao", input.at("/user_data/full_name").asText(), input.toString());
    }
  }
}
