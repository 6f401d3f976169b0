package dev.trainyard.journeys.driver;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An installed Chromium, driven by Playwright; one of Playwright's own is never downloaded. Used by one thread, as
 * Playwright demands.
 */
public final class Chromium implements AutoCloseable {
  /** What to do where there is none. */
  public static final String MISSING = "no Chromium on this machine: install Debian's package chromium,"
      + " or name a browser by the environment variable CHROMIUM";

  private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** The installed browser: the one that CHROMIUM names, or the first on the PATH. */
  public static Optional<Path> installed() {
    Stream<Path> named = Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
    Stream<Path> found = Stream.of(System.getenv("PATH").split(":")).map(Path::of)
        .flatMap(folder -> NAMES.stream().map(folder::resolve));
    return Stream.concat(named, found).filter(Files::isExecutable).findFirst();
  }

  /** Starts it, without a window. */
  public static Chromium start() {
    Path executable = installed().orElseThrow(() -> new AssertionError(MISSING));
    Playwright playwright = Playwright.create(new Playwright.CreateOptions()
        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      // Chromium refuses its own sandbox to root, and in many containers to others; it sees our page alone.
      Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable)
          .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
      return new Chromium(playwright, browser);
    } catch (RuntimeException failure) {
      playwright.close();
      throw failure;
    }
  }

  /** A person's own window: own cookies, own storage. */
  public BrowserWindow open(Api api, BrowserLook look) {
    return new BrowserWindow(browser, api.root(), look);
  }

  /** A person's own window on a desk, in light colours. */
  public BrowserWindow open(Api api) {
    return open(api, BrowserLook.DESK);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
