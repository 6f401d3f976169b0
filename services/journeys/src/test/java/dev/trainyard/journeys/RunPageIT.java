package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.NodeEditor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Run: what a builder sees of it. */
class RunPageIT extends PageJourney {
  private static final String ATTACK = "<img src=x onerror=alert(1)><script>alert(2)</script>";

  private static final String SHOWCASE = """
      import json

      def button(text, **more):
          made = {'actionable_text': text, 'uri': 'LINK', 'type': 'APP_ACTION', 'payload': {'url': 'https://example.org'},
                  'is_default': 0, 'location_required': False}
          made.update(more)
          return made

      def main(event, context):
          print('WORD in the log')
          response = [
              'A plain text',
              {'type': 'TEXT', 'text': 'Pick one', 'data': {'quick_replies': [button('Yes WORD'), button('No')]}},
              json.dumps({'type': 'BUTTON', 'text': 'Buttons WORD', 'data': {'items': [button('Open')]}}),
              {'type': 'CAROUSEL', 'text': 'Cards', 'data': {'items': [
                  {'title': 'First card', 'sub_title': 'WORD', 'thumbnail': {'image': 'https://example.org/a.png'},
                   'actionables': [button('Choose')]},
                  {'title': 'Second WORD', 'thumbnail': {'image': 'WORD'}, 'actionables': [button('WORD')]}]}},
              {'type': 'FORM', 'text': 'A form', 'data': {'fields': [{'label': 'Birthday', 'type': 'date'}]}},
              {'type': 'SYSTEM', 'text': 'Handed over', 'data': {}},
              {'type': 'HOLOGRAM', 'text': 'WORD', 'data': {'deep': ['WORD']}},
          ]
          return {'statusCode': 200, 'body': json.dumps({'status': True, 'response': response})}
      """;

  @Test
  @DisplayName("C6.3 messages are drawn as a chat; output, log, time and memory are shown, and odd shapes warned of")
  void showsResults() {
    node("show", SHOWCASE.replace("WORD", "plain"));
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor editor = NodeEditor.open(window, "show", "ASK");
      window.button("Run").click();
      Locator result = editor.result();
      for (String text : List.of("A plain text", "Pick one", "Yes plain", "Buttons plain", "Open", "First card",
          "Birthday",
          "Handed over", "A message of type HOLOGRAM", "in main", " MB")) {
        assertThat(result.getByText(text).first()).isAttached();
      }
      assertThat(result).containsText("messages[6].type is \"HOLOGRAM\"");
      window.checkAccess("run");
      window.screenshot("run");
      window.page().getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Logs")).click();
      assertThat(result).containsText("plain in the log");
      assertThat(result).containsText("REPORT RequestId:");
      window.page().getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Logs")).press("ArrowLeft");
      assertThat(result).containsText("\"status\": true");
    }
  }

  @Test
  @DisplayName("a fault shows its line, and a click goes there; a Run can be stopped")
  void showsFaultsAndStops() {
    node("faults", Nodes.raising("no such order"));
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor editor = NodeEditor.open(window, "faults", "ASK");
      window.button("Run").click();
      assertThat(editor.result()).containsText("no such order");
      window.checkAccess("fault");
      window.screenshot("fault");
      window.button("Go to line 4").click();
      assertEquals(4, editor.line());

      editor.write("import time\n\n\ndef main(event, context):\n    time.sleep(600)\n");
      editor.save(2);
      editor.press("Control+Enter");
      window.button("Stop").click();
      assertThat(editor.result()).containsText("Stopped");
      assertThat(window.button("Run")).isEnabled();
    }
  }

  @Test
  @DisplayName("a hostile text is never more than a text: in messages, labels, titles, names, logs and errors")
  void hostileTexts() {
    node("hostile", SHOWCASE.replace("WORD", ATTACK));
    api().put("/bots/hostile", "{\"title\": \"" + ATTACK + "\"}", "*").expect(200);
    api().put("/bots/hostile/nodes/ASK/samples/%3Cimg%20src=x%20onerror=alert(3)%3E",
        "{\"entities\": {}, \"user_data\": {\"full_name\": \"" + ATTACK + "\"}}").expect(201);
    List<String> executed = new ArrayList<>();
    try (BrowserWindow window = chromium().open(api()).enter()) {
      window.page().onDialog(dialog -> {
        executed.add(dialog.message());
        dialog.dismiss();
      });
      NodeEditor editor = NodeEditor.open(window, "hostile", "ASK");
      window.button("Run").click();
      assertThat(editor.result()).containsText("Yes " + ATTACK);
      assertThat(editor.result().locator("img, script")).hasCount(0);
      window.screenshot("hostile");
      for (String tab : List.of("Output", "Logs")) {
        window.page().getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(tab)).click();
        assertThat(editor.result()).containsText("onerror=alert(1)");
      }
      editor.write("def main(event, context):\n    raise ValueError('''" + ATTACK + "''')\n");
      editor.save(2);
      window.button("Run").click();
      assertThat(editor.result()).containsText("ValueError " + ATTACK);
      window.link("Nodes").click();
      window.sees(ATTACK);
      window.link("Trainyard").click();
      window.sees(ATTACK);
      assertTrue(executed.isEmpty(), executed::toString);
    }
  }

  private void node(String bot, String code) {
    api().put("/bots/" + bot, "{}").expect(201);
    api().put("/bots/" + bot + "/nodes/ASK", "{}").expect(201);
    api().save(bot, "ASK", code).expect(201);
  }
}
