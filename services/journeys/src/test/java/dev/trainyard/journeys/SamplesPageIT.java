package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.NodeEditor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sample inputs of a node. */
class SamplesPageIT extends PageJourney {
  private static final String ECHO = """
      import json

      def main(event, context):
          turn = json.loads(event['body'])
          return {'statusCode': 200, 'body': json.dumps({'status': True, 'response': ['It is ' + turn['user']['full_name']]})}
      """;

  @Test
  @DisplayName("whatever a sample is called, it is stored as that; a name that is a way elsewhere is refused at its field")
  void oddNames() {
    api().put("/bots/odd", "{}").expect(201);
    api().put("/bots/odd/nodes/ASK", "{}").expect(201);
    api().save("odd", "ASK", ECHO).expect(201);
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor.open(window, "odd", "ASK");
      window.button("New").click();
      window.field("Name").fill("..");
      window.button("Create").click();
      assertThat(window.dialog()).containsText("A name is neither . nor ..");
      for (String name : List.of("a?b#c%20&x=1", "ünïcödé 🚂", "<img src=x onerror=alert(1)>", "...")) {
        window.field("Name").fill(name);
        window.button("Create").click();
        assertThat(window.choice("Sample")).hasValue(name);
        assertThat(window.page().locator("ty-sample-panel .state")).hasText("Stored");
        api().get("/bots/odd/nodes/ASK/samples/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
            .expect(200);
        window.button("New").click();
      }
      window.button("Cancel").click();
      assertThat(window.dialog()).hasCount(0);
    }
  }

  @Test
  @DisplayName("C6.2 samples are named, stored as they are written, and used by Run; what is missing is named")
  void keepsSamples() {
    api().put("/bots/samples", "{}").expect(201);
    api().put("/bots/samples/nodes/ASK", "{}").expect(201);
    api().save("samples", "ASK", ECHO).expect(201);
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor editor = NodeEditor.open(window, "samples", "ASK");
      editor.writeSample("{\"entities\": {}}");
      window.sees("The key user_data is missing.");
      window.button("Run").click();
      window.sees("The sample input is not right yet");
      editor.writeSample("{\n  \"entities\": {},\n  \"user_data\": {\"full_name\": True}\n}");
      window.sees("In JSON this is written true.");
      assertThat(window.page().locator("ty-sample-panel").getByRole(AriaRole.BUTTON,
          new Locator.GetByRoleOptions().setName("line 3"))).isVisible();
      window.checkAccess("sample-problem");
      window.screenshot("sample-problem");

      String text = "{\"entities\": {},   \"user_data\": {\"full_name\": \"Asha\"}}";
      editor.writeSample(text);
      window.button("Run").click();
      editor.result().getByText("It is Asha").waitFor();
      assertEquals(text, api().get("/bots/samples/nodes/ASK/samples/Default").text());

      window.button("New").click();
      window.field("Name").fill("Ben in the evening");
      window.button("Create").click();
      editor.writeSample("{\"entities\": {}, \"user_data\": {\"full_name\": \"Ben\"}}");
      window.button("Run").click();
      editor.result().getByText("It is Ben").waitFor();
      window.field("Sample").selectOption("Default");
      window.button("Run").click();
      editor.result().getByText("It is Asha").waitFor();
      assertEquals(2, api().get("/bots/samples/nodes/ASK/samples").json().path("items").size());

      window.page().reload();
      NodeEditor.in(window);
      window.page().locator("ty-sample-panel").getByText("Sample ▾").click();
      window.page().locator(".menu:popover-open").getByText("Delete this sample").click();
      window.button("Delete").click();
      assertThat(window.field("Sample")).hasValue("Default");
    }
  }

  @Test
  @DisplayName("C6.2 what was changed by somebody else is kept beside one's own")
  void keepsBoth() {
    api().put("/bots/shared", "{}").expect(201);
    api().put("/bots/shared/nodes/ASK", "{}").expect(201);
    api().save("shared", "ASK", ECHO).expect(201);
    String path = "/bots/shared/nodes/ASK/samples/Default";
    api().put(path, "{\"entities\": {}, \"user_data\": {\"full_name\": \"first\"}}").expect(201);
    try (BrowserWindow window = chromium().open(api()).enter()) {
      window.expectTrouble("412");
      NodeEditor editor = NodeEditor.open(window, "shared", "ASK");
      window.sees("Stored");
      api().put(path, "{\"entities\": {}, \"user_data\": {\"full_name\": \"theirs\"}}", "*").expect(200);
      editor.writeSample("{\"entities\": {}, \"user_data\": {\"full_name\": \"mine\"}}");
      window.sees("Somebody else changed Default. Yours is kept as Default (mine).");
      assertThat(window.page().getByLabel("Sample", new Page.GetByLabelOptions().setExact(true)))
          .hasValue("Default (mine)");
      assertEquals("theirs", api().get(path).json().at("/user_data/full_name").asText());
    }
  }
}
