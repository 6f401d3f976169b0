package dev.trainyard.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Response;
import dev.trainyard.journeys.driver.BrowserWindow;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The way into the page. */
class PageEntryIT extends PageJourney {
  @Test
  @DisplayName("the printed link opens the page, and the token leaves the address")
  void printedLink() {
    try (BrowserWindow window = chromium().open(api())) {
      window.expectTrouble("favicon");
      window.enter();
      window.sees("Trainyard");
      assertEquals(api().root().resolve("/"), URI.create(window.page().url()).resolve("/"));
      assertFalse(window.page().url().contains("token"), window.page().url());
      window.checkAccess("entry");
    }
  }

  @Test
  @DisplayName("without the link the page is closed, and says which link opens it")
  void closed() {
    try (BrowserWindow window = chromium().open(api())) {
      window.expectTrouble("401|favicon");
      Response response = window.page().navigate("/");
      assertEquals(401, response.status());
      window.sees("the link that the server printed");
    }
  }
}
