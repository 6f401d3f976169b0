package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.ANY;
import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static dev.trainyard.contracts.usecase.Workshop.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.CodeWarning;
import dev.trainyard.bot.Draft;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.NodeTemplate;
import dev.trainyard.bot.Precondition;
import dev.trainyard.bot.SavedDraft;
import dev.trainyard.bot.SearchHit;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Page;
import dev.trainyard.page.PageRequest;
import dev.trainyard.variable.UnknownVariable;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Saving, restoring and searching code. */
final class DraftsTest {
  private static final NodeName GREET = new NodeName("GREET");
  private static final String MAIN = "def main(event, context):\n    return {}\n";
  private final Workshop workshop = Workshop.withBot();

  @BeforeEach
  void begin() {
    workshop.nodes.put(BOT, GREET, NodeSettings.DEFAULT, NONE);
  }

  @Test
  @DisplayName("C1.5 a new node has the template as revision 0, and its first save needs no If-Match")
  void beginsWithTheTemplate() {
    Draft template = workshop.drafts.current(BOT, GREET);
    assertEquals(0, template.revision());
    assertEquals(NodeTemplate.CODE, template.code());
    assertEquals(template, workshop.drafts.revision(BOT, GREET, 0));
    SavedDraft saved = workshop.drafts.save(BOT, GREET, template.code(), NONE, AUTHOR);
    assertTrue(saved.created());
    assertEquals(1, saved.draft().revision());
    assertEquals(List.of(), saved.warnings());
  }

  @Test
  @DisplayName("C1.5 the first save may say that it read revision 0, and no other")
  void firstSaveByRevision() {
    assertEquals(ErrorCode.CONFLICT, code(() -> save(MAIN, new Precondition.Revision(1))));
    assertTrue(save(MAIN, new Precondition.Revision(0)).created());
    assertEquals(ErrorCode.CONFLICT, code(() -> save(MAIN + "#", new Precondition.Revision(0))));
    assertEquals(ErrorCode.PRECONDITION_REQUIRED, code(() -> save(MAIN + "#", NONE)));
    assertFalse(save(MAIN + "#", new Precondition.Revision(1)).created());
  }

  @Test
  @DisplayName("C1.4 code that does not compile is saved, and its problems with it")
  void savesWrongCode() {
    SavedDraft saved = save("# problem: 2 5 invalid syntax", NONE);
    assertEquals(5, saved.draft().problems().getFirst().column());
    assertEquals(saved.draft(), workshop.drafts.current(BOT, GREET).saved().orElseThrow());
  }

  @Test
  @DisplayName("C1.4 code that could not be checked is not saved")
  void needsTheChecker() {
    assertEquals(ErrorCode.ENGINE_UNAVAILABLE, code(() -> save("# check: engine_unavailable", NONE)));
    assertEquals(0, workshop.drafts.current(BOT, GREET).revision());
  }

  @Test
  void theSameCodeIsNoNewRevision() {
    save(MAIN, NONE);
    int checks = workshop.checker.checks();
    assertEquals(1, save(MAIN, ANY).draft().revision());
    assertEquals(ErrorCode.CONFLICT, code(() -> save(MAIN, new Precondition.Revision(7))));
    assertEquals(checks, workshop.checker.checks());
  }

  @Test
  void restoresAndLists() {
    save("# problem: 1 1 bad", NONE);
    save(MAIN, ANY);
    SavedDraft restored = workshop.drafts.restore(BOT, GREET, 1, new Precondition.Revision(2), AUTHOR);
    assertEquals(3, restored.draft().revision());
    assertEquals(Optional.of(1), restored.draft().restoredFrom());
    assertEquals(1, restored.draft().problems().size(), "the same code has the same problems");
    assertEquals(3, workshop.drafts.restore(BOT, GREET, 1, ANY, AUTHOR).draft().revision(), "it is there already");
    assertEquals(NodeTemplate.CODE, workshop.drafts
        .revision(BOT, GREET, workshop.drafts.restore(BOT, GREET, 0, ANY, AUTHOR).draft().revision()).code());
    assertEquals(List.of(4, 3, 2, 1), workshop.drafts.history(BOT, GREET, PageRequest.first(10)).items().stream()
        .map(DraftRevision::revision).toList());
    assertEquals(ErrorCode.NOT_FOUND, code(() -> workshop.drafts.restore(BOT, GREET, 9, ANY, AUTHOR)));
    assertEquals(ErrorCode.NOT_FOUND, code(() -> workshop.drafts.revision(BOT, GREET, -1)));
  }

  @Test
  @DisplayName("C1.4 C7.1 a missing main and unknown variables are warnings")
  void warns() {
    workshop.variables.put(BOT, new VariableName("KNOWN"), Optional.of(new VariableValue("v")), Optional.empty(), NONE,
        AUTHOR);
    SavedDraft saved = save("a = env_variables['KNOWN']\nb = env_variables['NEW']\nc = env_variables['NEW']\n", NONE);
    assertEquals(List.of("handler_missing", "unknown_variable"),
        saved.warnings().stream().map(CodeWarning::code).toList());
    assertEquals(Optional.of(2), saved.warnings().getLast().line());
    assertEquals(List.of(), save(MAIN, ANY).warnings());
    assertEquals(List.of(), save("from lib import *\n", ANY).warnings());
  }

  @Test
  @DisplayName("C7.1 the list of variables tells which drafts read them")
  void tellsReaders() {
    VariableName key = new VariableName("KEY");
    workshop.variables.put(BOT, key, Optional.of(new VariableValue("v")), Optional.empty(), NONE, AUTHOR);
    workshop.save("A", "env_variables['KEY']");
    workshop.save("B", "env_variables['KEY']");
    workshop.save("A", "nothing");
    workshop.save("C", "env_variables.get(\"KEY\")");
    assertEquals(List.of(new NodeName("B"), new NodeName("C")),
        workshop.variables.list(BOT).items().getFirst().usedBy());
  }

  @Test
  @DisplayName("C7.1 the list of variables tells what drafts read and no variable has, with the first line")
  void tellsUnknownNames() {
    VariableName key = new VariableName("KEY");
    workshop.save("A", "x = 1\nenv_variables['KEY']\nenv_variables['URL']\nenv_variables['URL']\n");
    workshop.save("B", "env_variables['URL']");
    UnknownVariable url = new UnknownVariable(new VariableName("URL"),
        List.of(new UnknownVariable.Place(new NodeName("A"), 3), new UnknownVariable.Place(new NodeName("B"), 1)));
    assertEquals(
        List.of(new UnknownVariable(key, List.of(new UnknownVariable.Place(new NodeName("A"), 2))), url),
        workshop.variables.list(BOT).unknown(), "without any variable too");
    workshop.variables.put(BOT, key, Optional.of(new VariableValue("v")), Optional.empty(), NONE, AUTHOR);
    assertEquals(List.of(url), workshop.variables.list(BOT).unknown());
    assertEquals(List.of(url), workshop.variables.unknown(BOT));
  }

  @Test
  void searchesAllDraftsPageByPage() {
    save("first line\n  x = Price('PRICE')\nprice\n", NONE);
    workshop.save("OTHER", "nothing\nİ price");
    workshop.save("AAA", "prices");
    List<SearchHit> all = pages("price", 100);
    assertEquals(List.of("AAA 1:1 prices", "GREET 2:7   x = Price('PRICE')", "GREET 2:14   x = Price('PRICE')",
        "GREET 3:1 price", "OTHER 2:3 İ price"), all.stream().map(DraftsTest::text).toList());
    for (int limit = 1; limit < 5; limit++) {
      assertEquals(all, pages("PRICE", limit), "by pages of " + limit);
    }
    assertEquals(List.of(), pages("absent", 5));
  }

  @Test
  void cutsLongLinesOfHits() {
    save("x".repeat(5000) + "needle" + "y".repeat(5000), NONE);
    SearchHit hit = pages("needle", 5).getFirst();
    assertEquals(5001, hit.column());
    assertTrue(hit.text().length() <= 200 && hit.text().contains("needle"), hit.text());
  }

  @Test
  void refusesQueriesAndCursors() {
    assertEquals(ErrorCode.INVALID, code(() -> search("", Optional.empty(), 1)));
    assertEquals(ErrorCode.INVALID, code(() -> search("x".repeat(201), Optional.empty(), 1)));
    for (String cursor : List.of("x", "A.B", "A.1.2", "a.1", "A.99999999999")) {
      assertEquals(ErrorCode.INVALID, code(() -> search("x", Optional.of(new Cursor(cursor)), 1)));
    }
  }

  @Test
  @DisplayName("one search reads a bounded number of drafts, and goes on with the next page")
  void boundsItsWork() {
    for (int i = 0; i < 600; i++) {
      workshop.save("NODE_" + i, i % 2 == 0 ? "needle" : "hay");
    }
    Page<SearchHit> first = search("hayneedle", Optional.empty(), 10);
    assertTrue(first.items().isEmpty() && first.next().isPresent());
    assertEquals(300, pages("needle", 500).size());
  }

  private List<SearchHit> pages(String query, int limit) {
    List<SearchHit> all = new ArrayList<>();
    Optional<Cursor> after = Optional.empty();
    do {
      Page<SearchHit> page = search(query, after, limit);
      assertTrue(page.items().size() <= limit);
      all.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return all;
  }

  private Page<SearchHit> search(String query, Optional<Cursor> after, int limit) {
    return workshop.drafts.search(BOT, query, new PageRequest(after, limit));
  }

  private SavedDraft save(String code, Precondition precondition) {
    return workshop.drafts.save(BOT, GREET, new NodeCode(code), precondition, AUTHOR);
  }

  private static String text(SearchHit hit) {
    return hit.node() + " " + hit.line() + ":" + hit.column() + " " + hit.text();
  }

  private static ErrorCode code(Executable refused) {
    return assertThrows(TrainyardException.class, refused).code();
  }
}
