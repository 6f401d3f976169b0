package dev.trainyard.journeys.driver;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/**
 * How a person sees the page.
 *
 * @param name for screenshots
 * @param width of the window in pixels
 * @param height of the window in pixels
 * @param scheme light or dark
 */
public record BrowserLook(String name, int width, int height, ColorScheme scheme) {
  /** A desk, in light colours. */
  public static final BrowserLook DESK = new BrowserLook("desk-light", 1280, 800, ColorScheme.LIGHT);
  /** A desk, in dark colours. */
  public static final BrowserLook DESK_DARK = new BrowserLook("desk-dark", 1280, 800, ColorScheme.DARK);
  /** A telephone, in light colours. */
  public static final BrowserLook PHONE = new BrowserLook("phone-light", 390, 844, ColorScheme.LIGHT);
  /** A telephone, in dark colours. */
  public static final BrowserLook PHONE_DARK = new BrowserLook("phone-dark", 390, 844, ColorScheme.DARK);

  /** Every look that the page promises. */
  public static final List<BrowserLook> ALL = List.of(DESK, DESK_DARK, PHONE, PHONE_DARK);
}
