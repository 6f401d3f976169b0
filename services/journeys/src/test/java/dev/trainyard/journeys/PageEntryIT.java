package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Response;
import dev.trainyard.journeys.driver.BrowserWindow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The way into the page. */
class PageEntryIT extends PageJourney {
  @Test
  @DisplayName("the printed link opens the page, and the token leaves the address")
  void printedLink() {
    try (BrowserWindow window = chromium().open(api()).enter()) {
      window.link("Trainyard").waitFor();
      assertFalse(window.page().url().contains("token"), window.page().url());
      window.checkAccess("entry");
    }
  }

  @Test
  @DisplayName("without the link the page is closed, and says which link opens it; the token opens it too")
  void closed() {
    try (BrowserWindow window = chromium().open(api())) {
      window.expectTrouble("401");
      Response response = window.page().navigate("/");
      assertEquals(401, response.status());
      window.sees("the link that the server printed");
      window.checkAccess("closed");
      window.page().navigate("/?token=wrong");
      window.sees("This token does not open the server.");
      window.checkAccess("expired");
    }
  }
}
