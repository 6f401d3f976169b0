package dev.trainyard.journeys.driver;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The editor of one node in a window, as hands use it. Used by the window's thread. */
public final class NodeEditor {
  private static final String PASTE = """
      (element, text) => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
      }""";

  private final BrowserWindow window;
  private final Page page;

  private NodeEditor(BrowserWindow window) {
    this.window = window;
    this.page = window.page();
  }

  /** The editor of a view that is open, once it can be typed into. */
  public static NodeEditor in(BrowserWindow window) {
    NodeEditor editor = new NodeEditor(window);
    editor.lines().waitFor();
    return editor;
  }

  /** Goes to a node and opens its editor. */
  public static NodeEditor open(BrowserWindow window, String bot, String node) {
    window.page().navigate("/#/bots/" + bot + "/nodes/" + node);
    return in(window);
  }

  /** Replaces the whole code, by pasting. */
  public void write(String code) {
    clear("ty-code-editor");
    paste("ty-code-editor", code);
  }

  /** Replaces the whole sample input, by pasting. */
  public void writeSample(String json) {
    clear("ty-json-editor");
    paste("ty-json-editor", json);
  }

  /** Writes a line at the beginning of the code. */
  public void writeAbove(String line) {
    lines().click();
    press("Control+Home");
    paste("ty-code-editor", line + "\n");
  }

  /** Types at the end of the code, key by key. */
  public void typeBelow(String keys) {
    lines().click();
    press("Control+End");
    page.keyboard().type(keys);
  }

  public void press(String keys) {
    page.keyboard().press(keys);
  }

  /** Saves and waits until that is done. */
  public void save(int revision) {
    window.button("Save").click();
    sees("revision " + revision);
  }

  /** Waits until the editor's view shows a text outside the code. */
  public void sees(String text) {
    page.locator("ty-editor-view .toolbar").getByText(text).waitFor();
  }

  /** What stands in the editor. */
  public String code() {
    return (String) page.evaluate("document.querySelector('ty-code-editor').text");
  }

  /** The line that the cursor is in. */
  public int line() {
    return ((Number) page.evaluate("document.querySelector('ty-code-editor').editor.getPosition().lineNumber"))
        .intValue();
  }

  /** What is proposed for completion. */
  public Locator proposal(String label) {
    return page.locator(".suggest-widget.visible .monaco-list-row")
        .filter(new Locator.FilterOptions().setHasText(label))
        .first();
  }

  /** Where the result of a Run is shown. */
  public Locator result() {
    return page.locator("ty-run-result");
  }

  private Locator lines() {
    return page.locator("ty-code-editor .view-lines");
  }

  private void clear(String editor) {
    page.locator(editor + " .view-lines").click();
    press("Control+A");
    press("Delete");
  }

  private void paste(String editor, String text) {
    page.locator(editor + " textarea").evaluate(PASTE, text);
  }
}
