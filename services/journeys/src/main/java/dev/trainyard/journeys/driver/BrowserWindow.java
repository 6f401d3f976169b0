package dev.trainyard.journeys.driver;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One person's window on the page, entered by the printed link. Closing it fails if the page had trouble on the way.
 * Used by one thread.
 */
public final class BrowserWindow implements AutoCloseable {
  private static final Set<String> GRAVE = Set.of("serious", "critical");
  private static final Locator.FilterOptions VISIBLE = new Locator.FilterOptions().setVisible(true);
  /** The buttons that people look for by name. */
  private static final List<String> WORDS = List.of("Save", "Run", "Train Bot", "Transfer", "Roll back");
  private static final double PATIENCE_MILLIS = 30_000;

  private final BrowserContext context;
  private final Page page;
  private final BrowserTrouble trouble;
  private final URI root;
  private final BrowserLook look;

  BrowserWindow(Browser browser, URI root, BrowserLook look) {
    this.root = root;
    this.look = look;
    this.context = browser.newContext(new Browser.NewContextOptions().setBaseURL(root.toString())
        .setViewportSize(look.width(), look.height()).setColorScheme(look.scheme()).setTimezoneId("Asia/Kolkata")
        .setLocale("en-GB").setReducedMotion(ReducedMotion.REDUCE));
    this.trouble = new BrowserTrouble(context, root);
    this.page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
  }

  /** Enters by the printed link. */
  public BrowserWindow enter() {
    page.navigate("/?token=" + RunningServer.TOKEN);
    return this;
  }

  /** Goes to a view of the page by its place, such as {@code /bots/clinic}. */
  public BrowserWindow visit(String place) {
    page.navigate(root.resolve("/#" + place).toString());
    return this;
  }

  /** Waits until the window is at a place that fits a pattern. */
  public void isAt(String place) {
    page.waitForURL(Pattern.compile("/#" + place));
  }

  /** The page itself, for what this class has no word for. */
  public Page page() {
    return page;
  }

  public Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  public Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  public Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** A field with a list to choose from. */
  public Locator choice(String label) {
    return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
  }

  /** The part of a view with a heading or label. */
  public Locator region(String name) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The rows of tables that hold a text. */
  public Locator row(String text) {
    return page.locator("tbody").getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
  }

  /** One side of the comparison of two texts: 0 the left one, 1 the right one. */
  public Locator side(int number) {
    return page.locator("ty-code-diff .editor").nth(number).locator(".view-lines");
  }

  /** The open dialog. */
  public Locator dialog() {
    return page.getByRole(AriaRole.DIALOG);
  }

  /** Waits until a text is seen. */
  public void sees(String text) {
    page.getByText(text).filter(VISIBLE).first().waitFor();
  }

  /** Waits until a text is seen that fits a pattern. */
  public void sees(Pattern text) {
    page.getByText(text).filter(VISIBLE).first().waitFor();
  }

  /** Takes what matches for granted, such as the console's line about a request that is meant to be refused. */
  public void expectTrouble(String pattern) {
    trouble.expect(pattern);
  }

  /** Waits until every part of the page is loaded, those of other views too. */
  public void whole() {
    page.locator("ty-app[whole]").waitFor();
  }

  /** Waits until nothing is on its way any more: neither data nor an editor nor a part of the page. */
  public void settled() {
    whole();
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.getByText(Pattern.compile("^\\s*Loading")).first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
  }

  /** Writes a screenshot to {@code target/screenshots}, named by the view and the look. */
  public Path screenshot(String view) {
    Path file = Repository.screenshots().resolve(view + "-" + look.name() + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return file;
  }

  /** Fails if axe finds something serious or critical in the present view, or if the view is wider than the window. */
  public void checkAccess(String view) {
    AxeResults results = new AxeBuilder(page).setLegacyMode(true).analyze();
    List<String> grave = results.getViolations().stream().filter(rule -> GRAVE.contains(rule.getImpact()))
        .map(rule -> "%s: %s %s".formatted(rule.getId(), rule.getHelp(),
            rule.getNodes().stream().map(node -> node.getTarget() + " " + node.getHtml()).limit(5).toList()))
        .toList();
    if (!grave.isEmpty()) {
      throw new AssertionError("axe on %s, %s:%n%s".formatted(view, look.name(), String.join("\n", grave)));
    }
    int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
    if (width > look.width()) {
      throw new AssertionError("%s is %d pixels wide in a window of %d".formatted(view, width, look.width()));
    }
  }

  /** Fails if a button of the present view has one of the words that people look for, and another button has it too. */
  public void checkButtons(String view) {
    List<String> names = page.getByRole(AriaRole.BUTTON).all().stream()
        .map(button -> Objects.requireNonNullElse(button.getAttribute("aria-label"), button.innerText()).strip())
        .toList();
    for (String word : WORDS) {
      List<String> having = names.stream().filter(name -> name.toLowerCase(Locale.ROOT).contains(word.toLowerCase(
          Locale.ROOT))).toList();
      if (having.size() > 1 || having.stream().anyMatch(name -> !name.equals(word))) {
        throw new AssertionError("%s has the buttons %s; %s is to be one of its own".formatted(view, having, word));
      }
    }
  }

  /** Closes it, and fails if the page had trouble. */
  @Override
  public void close() {
    context.close();
    trouble.check();
  }
}
