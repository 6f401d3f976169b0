package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.trainyard.journeys.driver.BrowserLook;
import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.NodeEditor;
import dev.trainyard.journeys.driver.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Writing code: saving it, being told where it is wrong, not losing it. */
class EditorPageIT extends PageJourney {
  private static final String BROKEN = """
      import json

      def main(event, context):
          return = 1
      """;

  @Test
  @DisplayName("C1.4 code that does not compile is saved, and marked at its line")
  void marksProblems() {
    node("marks", "ASK");
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor editor = NodeEditor.open(window, "marks", "ASK");
      editor.write(BROKEN);
      editor.sees("You have unsaved changes");
      assertThat(window.button("Run")).isDisabled();
      editor.sees("Save first: Run uses the saved code.");
      editor.press("Control+s");
      editor.sees("revision 2");
      window.sees("Saved, but it does not compile");
      assertEquals(BROKEN, saved("marks", "ASK"));
      window.page().locator("ty-code-editor .squiggly-error").waitFor();
      window.checkAccess("problems");
      window.screenshot("problems");
      editor.press("Control+Home");
      window.button("line 4").click();
      assertEquals(4, editor.line());
    }
  }

  @Test
  @DisplayName("C7 what may fail a turn is said at the save, and again when the node is opened, until it is mended")
  void warnsAgain() {
    node("warned", "ASK");
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor editor = NodeEditor.open(window, "warned", "ASK");
      editor.write(Nodes.readingVariable("NOWHERE"));
      editor.save(2);
      window.sees("The bot has no variable NOWHERE");
      window.page().reload();
      NodeEditor again = NodeEditor.in(window);
      window.sees("The bot has no variable NOWHERE");
      window.page().locator("ty-code-editor .squiggly-warning").waitFor();
      window.button("line 5").click();
      assertEquals(5, again.line());
      window.screenshot("warnings");
      window.checkAccess("warnings");
      api().put("/bots/warned/variables/NOWHERE", "{\"staging\": \"a\"}").expect(201);
      window.page().reload();
      NodeEditor.in(window).sees("revision 2");
      assertThat(window.page().getByText("The bot has no variable NOWHERE")).hasCount(0);
    }
  }

  @Test
  @DisplayName("what is written and saved during a slow save is saved after it")
  void savesAgain() {
    node("slow", "ASK");
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor editor = NodeEditor.open(window, "slow", "ASK");
      window.page().evaluate("""
          () => {
            const now = window.fetch;
            const held = [];
            window.letGo = () => held.splice(0).forEach((go) => go());
            window.fetch = async (...asked) => {
              if (asked[1]?.method === 'PUT') {
                await new Promise((resolve) => held.push(resolve));
              }
              return now(...asked);
            };
          }""");
      editor.writeAbove("# one");
      editor.press("Control+s");
      editor.sees("Saving…");
      editor.writeAbove("# two");
      editor.press("Control+s");
      window.page().evaluate("window.letGo()");
      Poll.until("the first save", Duration.ofSeconds(20), () -> saved("slow", "ASK").startsWith("# one"));
      editor.sees("Saving…");
      Poll.until("the second save", Duration.ofSeconds(20), () -> {
        window.page().evaluate("window.letGo()");
        return saved("slow", "ASK").startsWith("# two\n# one");
      });
      editor.sees("revision 3");
    }
  }

  @Test
  @DisplayName("who leaves with unsaved changes is asked, by links, by going back, and by closing the window")
  void asksBeforeLeaving() {
    node("leaving", "ASK");
    try (BrowserWindow window = chromium().open(api()).enter()) {
      window.page().navigate("/#/bots/leaving");
      window.page().locator("main").getByRole(AriaRole.LINK).getByText("ASK").click();
      NodeEditor editor = NodeEditor.in(window);
      editor.writeAbove("# not saved");
      editor.sees("You have unsaved changes");

      window.link("Nodes").click();
      assertThat(window.dialog()).containsText("Leave without saving?");
      window.button("Stay").click();
      window.page().goBack();
      assertThat(window.dialog()).containsText("Leave without saving?");
      window.checkAccess("leave");
      editor.press("Escape");
      assertTrue(window.page().url().endsWith("/nodes/ASK"), window.page().url());
      assertTrue(editor.code().startsWith("# not saved"));

      List<String> asked = Collections.synchronizedList(new ArrayList<>());
      window.page().onDialog(dialog -> {
        asked.add(dialog.type());
        dialog.accept();
      });
      window.page().reload();
      assertEquals(List.of("beforeunload"), asked);
      NodeEditor.in(window).writeAbove("# again");
      window.page().goBack();
      window.button("Leave").click();
      assertThat(window.page().locator("ty-nodes-view")).containsText("ASK");
    }
  }

  @Test
  @DisplayName("of two who save the same node, the second sees what the first saved, and chooses; nothing is lost")
  void conflict() {
    node("pair", "ASK");
    try (BrowserWindow asha = chromium().open(api()).enter(); BrowserWindow ben = chromium().open(api()).enter()) {
      ben.expectTrouble("412");
      NodeEditor ashas = NodeEditor.open(asha, "pair", "ASK");
      NodeEditor bens = NodeEditor.open(ben, "pair", "ASK");
      ashas.writeAbove("# from Asha");
      ashas.save(2);

      bens.writeAbove("# from Ben");
      ben.button("Save").click();
      assertThat(ben.dialog()).containsText("Somebody saved this node before you");
      assertThat(ben.dialog()).containsText("# from Asha");
      assertThat(ben.dialog()).containsText("# from Ben");
      ben.checkAccess("conflict");
      ben.screenshot("conflict");
      ben.button("Go on editing").click();
      assertTrue(bens.code().startsWith("# from Ben"));
      assertTrue(saved("pair", "ASK").startsWith("# from Asha"));

      ben.button("Save").click();
      ben.button("Take theirs").click();
      bens.sees("revision 2");
      assertTrue(bens.code().startsWith("# from Asha"));
      ben.page().locator("ty-code-editor .view-lines").click();
      bens.press("Control+z");
      bens.sees("You have unsaved changes");
      assertTrue(bens.code().startsWith("# from Ben"));

      ashas.writeAbove("# more from Asha");
      ashas.save(3);
      ben.button("Save").click();
      ben.button("Keep mine").click();
      bens.sees("revision 4");
      assertTrue(saved("pair", "ASK").startsWith("# from Ben"));
      assertTrue(api().get("/bots/pair/nodes/ASK/code/revisions/3").json().path("code").asText()
          .startsWith("# more from Asha"));
    }
  }

  @Test
  @DisplayName("2,000 lines are typed into without any request, in full screen too")
  void keepsUpWithLongCode() {
    node("long", "ASK");
    StringBuilder code = new StringBuilder(
        "import json\n\n\ndef main(event, context):\n    turn = json.loads(event['body'])\n");
    for (int line = 0; line < 2000; line++) {
      code.append("    value_%d = turn['entities'].get('city', [])  # line %d\n".formatted(line, line));
    }
    api().save("long", "ASK", code.toString()).expect(200);
    try (BrowserWindow window = chromium().open(api()).enter()) {
      NodeEditor editor = NodeEditor.open(window, "long", "ASK");
      window.button("Full screen").click();
      assertThat(window.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Full screen")
          .setPressed(true))).isVisible();
      window.settled();
      List<String> requests = Collections.synchronizedList(new ArrayList<>());
      window.page().onRequest(request -> requests.add(request.url()));
      editor.typeBelow("    found = turn['entities']");
      editor.sees("You have unsaved changes");
      assertEquals(List.of(), requests);
      assertTrue(editor.code().stripTrailing().endsWith("found = turn['entities']"));
      window.screenshot("full-screen");
      editor.press("Control+s");
      editor.sees("revision 3");
    }
  }

  @Test
  @DisplayName("the editor is whole in a narrow window and in dark colours")
  void looks() {
    node("looks", "ASK");
    for (BrowserLook look : BrowserLook.ALL) {
      try (BrowserWindow window = chromium().open(api(), look).enter()) {
        NodeEditor editor = NodeEditor.open(window, "looks", "ASK");
        window.button("Run").click();
        editor.result().getByText("hello").first().waitFor();
        window.checkAccess("editor");
        window.screenshot("editor");
      }
    }
  }

  private void node(String bot, String node) {
    api().put("/bots/" + bot, "{}").expect(201);
    api().put("/bots/" + bot + "/nodes/" + node, "{}").expect(201);
    api().save(bot, node, Nodes.replying("hello")).expect(201);
  }

  private String saved(String bot, String node) {
    return api().get("/bots/" + bot + "/nodes/" + node + "/code").json().path("code").asText();
  }
}
