package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.NodeEditor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Completion and hovers, as one types. */
class CompletionPageIT extends PageJourney {
  private static final String CODE = """
      import json

      def main(event, context):
          turn = json.loads(event['body'])
          places = turn['entities']
          person = turn['user']
      """;

  @BeforeAll
  void prepare() {
    api().put("/bots/words", "{}").expect(201);
    api().put("/bots/words/nodes/ASK", "{}").expect(201);
    api().save("words", "ASK", CODE).expect(201);
    api().put("/bots/words/variables/MONGO_URI", "{\"staging\": \"value\"}").expect(201);
    api().put("/bots/words/nodes/ASK/samples/Default", """
        {"entities": {"destination": [{"entity_value": "Pune"}]}, "user_data": {"loyalty": "gold"}}
        """).expect(201);
  }

  @Test
  @DisplayName("keys of the event, of the sample's entities and user, variables, the reply and snippets are proposed")
  void proposes() {
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor editor = NodeEditor.open(window, "words", "ASK");
      window.sees("Stored");
      proposes(editor, "turn['", "conversation_details");
      proposes(editor, "places['", "destination");
      proposes(editor, "person['", "loyalty");
      proposes(editor, "person['", "device_platform");
      proposes(editor, "turn['env_variables']['", "MONGO_URI");
      proposes(editor, "{'", "quick_replies");
      window.screenshot("completion");
      editor.press("Escape");
      editor.write(CODE);
      editor.typeBelow("    answer = message");
      editor.press("Control+Space");
      editor.proposal("message carousel").click();
      assertTrue(editor.code().contains("\"type\": \"CAROUSEL\""), editor.code());
    }
  }

  @Test
  @DisplayName("a hover explains a key, with what the sample holds")
  void explains() {
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor editor = NodeEditor.open(window, "words", "ASK");
      window.sees("Stored");
      editor.write(CODE);
      editor.typeBelow("    person['device_platform']");
      editor.press("Escape");
      editor.press("ArrowLeft");
      editor.press("ArrowLeft");
      editor.press("ArrowLeft");
      editor.press("Control+k");
      editor.press("Control+i");
      Locator hover = window.page().locator(".monaco-hover:visible").first();
      assertThat(hover).containsText("14 WhatsApp");
      window.screenshot("hover");
    }
  }

  private static void proposes(NodeEditor editor, String typed, String label) {
    editor.press("Escape");
    editor.write(CODE);
    editor.typeBelow("    " + typed);
    editor.press("Control+Space");
    assertThat(editor.proposal(label)).isVisible();
  }
}
