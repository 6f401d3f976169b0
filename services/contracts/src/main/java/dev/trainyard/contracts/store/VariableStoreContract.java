package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Author;
import dev.trainyard.bot.Bot;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Stage;
import dev.trainyard.variable.Variable;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableStore;
import dev.trainyard.variable.VariableValue;
import dev.trainyard.variable.VariableValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@code VariableStore} must do. */
public abstract class VariableStoreContract extends StoreContract {
  private static final VariableName URL = new VariableName("MONGO_URI");
  private static final Author BOB = new Author("Bob");
  private Bot bot = bot("unused");

  @BeforeEach
  void begin() {
    bot = storedBot();
  }

  private Variable put(VariableName name, int expected, Stage stage, String value) {
    return stores().variables().put(bot.id(), name, Map.of(stage, new VariableValue(value)), expected, ADA, AT);
  }

  private Map<VariableName, VariableValue> values(Stage stage) {
    return stores().variables().values(bot.id(), stage).values();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{{braces}}", "a{{b", "line\nbreak\r\n\ttab", "emoji 🚂👩‍👩‍👧", "ssm:x",
      "'\"\\;--",
      "\u0000\u0001", "  edges  ", "null", "été"})
  @DisplayName("C7.2 any text is a value, also after a restart")
  void keepsAnyText(String text) {
    put(URL, 0, Stage.STAGING, text);
    assertEquals(Map.of(URL, new VariableValue(text)), values(Stage.STAGING));
    assertEquals(Map.of(URL, new VariableValue(text)),
        reopen().variables().values(bot.id(), Stage.STAGING).values());
  }

  @Test
  @DisplayName("C7.2 the largest values and the longest names are kept")
  void keepsTheLargest() {
    VariableName longest = new VariableName("N".repeat(128));
    String multibyte = "🚂".repeat(1024);
    stores().variables().put(bot.id(), longest,
        Map.of(Stage.STAGING, new VariableValue("{{".repeat(2048)), Stage.PRODUCTION, new VariableValue(multibyte)), 0,
        ADA, AT);
    assertEquals(Map.of(longest, new VariableValue("{{".repeat(2048))), values(Stage.STAGING));
    assertEquals(Map.of(longest, new VariableValue(multibyte)), values(Stage.PRODUCTION));
  }

  @Test
  @DisplayName("C7.1 stages have values of their own; one that is not mentioned keeps what it has")
  void keepsStagesApart() {
    put(URL, 0, Stage.STAGING, "s1");
    assertEquals(Map.of(), values(Stage.PRODUCTION));
    Variable second = stores().variables().put(bot.id(), URL, Map.of(Stage.PRODUCTION, new VariableValue("p1")), 1, BOB,
        AT.plusSeconds(1));
    assertEquals(new Variable(URL, 2, Map.of(Stage.STAGING, new Variable.Change(AT, ADA), Stage.PRODUCTION,
        new Variable.Change(AT.plusSeconds(1), BOB))), second);
    assertEquals(List.of(second), reopen().variables().list(bot.id()));
    assertEquals(Map.of(URL, new VariableValue("s1")), values(Stage.STAGING));
    assertEquals(Map.of(URL, new VariableValue("p1")), values(Stage.PRODUCTION));
  }

  @Test
  @DisplayName("a variable may be made without values, and get them later")
  void keepsAVariableWithoutValues() {
    Variable bare = stores().variables().put(bot.id(), URL, Map.of(), 0, ADA, AT);
    assertEquals(new Variable(URL, 1, Map.of()), bare);
    assertEquals(List.of(bare), reopen().variables().list(bot.id()));
    assertEquals(Map.of(), values(Stage.STAGING));
    put(URL, 1, Stage.STAGING, "s1");
    assertEquals(Map.of(URL, new VariableValue("s1")), values(Stage.STAGING));
  }

  @Test
  void keepsBotsApart() {
    Bot other = storedBot();
    put(URL, 0, Stage.STAGING, "mine");
    assertEquals(List.of(), stores().variables().list(other.id()));
    assertEquals(VariableValues.NONE, stores().variables().values(other.id(), Stage.STAGING));
    assertEquals(0, stores().variables().revision(other.id(), Stage.STAGING));
  }

  @Test
  void tellsLettersOfDifferentCaseApartAndListsByName() {
    for (String name : List.of("b", "_", "B", "a0", "a", "A", "a_")) {
      put(new VariableName(name), 0, Stage.STAGING, "value of " + name);
    }
    assertEquals(List.of("A", "B", "_", "a", "a0", "a_", "b"),
        stores().variables().list(bot.id()).stream().map(variable -> variable.name().value()).toList());
    assertEquals(new VariableValue("value of A"), values(Stage.STAGING).get(new VariableName("A")));
    assertEquals(new VariableValue("value of a"), values(Stage.STAGING).get(new VariableName("a")));
  }

  @Test
  @DisplayName("a change that is based on another revision is refused, and the refusal holds no value")
  void refusesAnotherRevision() {
    put(URL, 0, Stage.STAGING, "old-secret");
    for (int wrong : new int[]{0, 2}) {
      TrainyardException refusal = refused(ErrorCode.CONFLICT, () -> put(URL, wrong, Stage.STAGING, "new-secret"));
      assertFalse((refusal.detail() + refusal.members()).contains("-secret"), refusal.detail());
    }
    refused(ErrorCode.CONFLICT, () -> put(new VariableName("ABSENT"), 1, Stage.STAGING, "x"));
    refused(ErrorCode.CONFLICT, () -> stores().variables().delete(bot.id(), URL, 2));
    assertEquals(Map.of(URL, new VariableValue("old-secret")), values(Stage.STAGING));
  }

  @Test
  void deletesFromAllStages() {
    put(URL, 0, Stage.STAGING, "s");
    put(URL, 1, Stage.PRODUCTION, "p");
    stores().variables().delete(bot.id(), URL, 2);
    assertEquals(List.of(), reopen().variables().list(bot.id()));
    assertEquals(Map.of(), values(Stage.STAGING));
    assertEquals(Map.of(), values(Stage.PRODUCTION));
    stores().variables().delete(bot.id(), URL, 2);
    assertEquals(1, put(URL, 0, Stage.STAGING, "again").revision());
    assertEquals(Map.of(URL, new VariableValue("again")), values(Stage.STAGING));
  }

  @Test
  @DisplayName("C7.4 the revision of a stage's values grows with every change and is never used twice")
  void revisionsGrow() {
    VariableStore variables = stores().variables();
    assertEquals(0, variables.revision(bot.id(), Stage.STAGING));
    long[] seen = new long[5];
    put(URL, 0, Stage.STAGING, "1");
    seen[1] = variables.revision(bot.id(), Stage.STAGING);
    put(URL, 1, Stage.STAGING, "1");
    seen[2] = variables.revision(bot.id(), Stage.STAGING);
    variables.delete(bot.id(), URL, 2);
    seen[3] = variables.revision(bot.id(), Stage.STAGING);
    put(URL, 0, Stage.STAGING, "1");
    seen[4] = variables.revision(bot.id(), Stage.STAGING);
    for (int step = 1; step < seen.length; step++) {
      assertTrue(seen[step] > seen[step - 1], "step " + step + " gave " + seen[step] + " after " + seen[step - 1]);
    }
    assertEquals(seen[4], variables.values(bot.id(), Stage.STAGING).revision());
    assertEquals(seen[4], reopen().variables().revision(bot.id(), Stage.STAGING));
  }

  @Test
  @DisplayName("one of several that change a variable wins, on all stages of its call")
  void oneWriterWins() {
    put(URL, 0, Stage.STAGING, "first");
    List<Finish<Integer>> finishes = Race.run(8, number -> {
      VariableValue mine = new VariableValue("by " + number);
      (number % 2 == 0 ? stores() : reopen()).variables().put(bot.id(), URL,
          Map.of(Stage.STAGING, mine, Stage.PRODUCTION, mine), 1, ADA, AT);
      return number;
    });
    List<Integer> winners = finishes.stream().flatMap(finish -> finish.value().stream()).toList();
    assertEquals(1, winners.size());
    assertEquals(7, finishes.stream().filter(finish -> finish.refused(ErrorCode.CONFLICT)).count());
    Map<VariableName, VariableValue> expected = Map.of(URL, new VariableValue("by " + winners.getFirst()));
    assertEquals(expected, values(Stage.STAGING));
    assertEquals(expected, values(Stage.PRODUCTION));
    assertEquals(2, stores().variables().list(bot.id()).getFirst().revision());
  }

  @Test
  @DisplayName("several that add different variables at once all succeed")
  void addsManyAtOnce() {
    List<Finish<Variable>> finishes = Race.run(8, number -> put(new VariableName("V" + number), 0, Stage.STAGING, "x"));
    assertTrue(finishes.stream().allMatch(Finish::won));
    assertEquals(8, values(Stage.STAGING).size());
  }

  @Test
  @DisplayName("C8.5 values are read at one moment: one revision always has the same values")
  void readsOneMoment() {
    AtomicBoolean done = new AtomicBoolean();
    Map<Long, VariableValues> seen = new HashMap<>();
    Race.run(2, number -> {
      if (number == 0) {
        changeAgainAndAgain();
        done.set(true);
      } else {
        boolean last;
        do {
          last = done.get();
          VariableValues values = reopen().variables().values(bot.id(), Stage.STAGING);
          assertEquals(values, Optional.ofNullable(seen.putIfAbsent(values.revision(), values)).orElse(values));
        } while (!last);
      }
      return number;
    });
    assertFalse(seen.isEmpty());
  }

  private void changeAgainAndAgain() {
    VariableName other = new VariableName("OTHER");
    for (int change = 0; change < 15; change++) {
      put(URL, change, Stage.STAGING, "url " + change);
      put(other, 0, Stage.STAGING, "other " + change);
      stores().variables().delete(bot.id(), other, 1);
    }
  }

  @Test
  void refusesMoreThanABotMayHave() {
    Race.run(10, number -> {
      for (int each = number; each < VariableStore.MOST; each += 10) {
        put(new VariableName("V" + each), 0, Stage.STAGING, "x");
      }
      return number;
    });
    assertEquals(VariableStore.MOST, values(Stage.STAGING).size());
    refused(ErrorCode.TOO_LARGE, () -> put(URL, 0, Stage.STAGING, "one too many"));
    assertEquals(2, put(new VariableName("V7"), 1, Stage.STAGING, "y").revision());
    assertEquals(VariableStore.MOST, stores().variables().list(bot.id()).size());
  }
}
