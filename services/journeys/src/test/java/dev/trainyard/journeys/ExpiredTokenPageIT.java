package dev.trainyard.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.journeys.driver.BrowserWindow;
import dev.trainyard.journeys.driver.NodeEditor;
import dev.trainyard.journeys.driver.RunningServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The server no longer knows a browser. */
class ExpiredTokenPageIT extends PageJourney {

  @Test
  @DisplayName("who is not known any more enters again where they are, and what they wrote is saved")
  void entersAgain() {
    api().put("/bots/expired", "{}").expect(201);
    api().put("/bots/expired/nodes/ASK", "{}").expect(201);
    api().save("expired", "ASK", Nodes.replying("hello")).expect(201);
    try (BrowserWindow window = chromium().open(api()).enter()) {
      window.expectTrouble("401");
      NodeEditor editor = NodeEditor.open(window, "expired", "ASK");
      window.sees("Sample input");
      window.page().context().clearCookies();
      editor.writeAbove("# written meanwhile");
      editor.sees("You have unsaved changes");
      editor.press("Control+s");
      assertThat(window.dialog()).containsText("Enter again");
      window.checkAccess("enter-again");
      window.screenshot("enter-again");
      window.field("Token, or the link that the server printed").fill("a-token-of-long-ago");
      window.button("Enter").click();
      assertThat(window.dialog()).containsText("That token does not open the server.");
      window.field("Token, or the link that the server printed").fill(
          api().root() + "/?token=" + RunningServer.TOKEN);
      window.button("Enter").click();
      editor.sees("revision 2");
      assertTrue(api().get("/bots/expired/nodes/ASK/code").json().path("code").asText()
          .startsWith("# written meanwhile"));
    }
  }

  @Test
  @DisplayName("a link with an older token says so, and lets one enter")
  void saysSo() {
    try (BrowserWindow window = chromium().open(api())) {
      window.expectTrouble("401|favicon");
      window.page().navigate("/?token=a-token-of-long-ago");
      window.sees("This token does not open the server.");
      window.checkAccess("expired");
      window.screenshot("expired");
      window.field("Token").fill(RunningServer.TOKEN);
      window.button("Enter").click();
      window.sees("Bots");
    }
  }
}
