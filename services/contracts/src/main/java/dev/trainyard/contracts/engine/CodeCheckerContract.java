package dev.trainyard.contracts.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.contracts.Race;
import dev.trainyard.engine.CodeChecker;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.turn.BreakCause;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@code CodeChecker} must do. */
public abstract class CodeCheckerContract {
  private static final int MOST_PROBLEMS = 20;

  /** What a checker may lack. */
  public enum Capability {
    /** It compiles with a real Python 3.6; without it, it finds nothing in Python. */
    COMPILES_PYTHON
  }

  /**
   * The checker under test.
   *
   * @return the same throughout a test
   */
  protected abstract CodeChecker checker();

  /**
   * What the subject can do.
   *
   * @return everything, unless the adapter says otherwise
   */
  protected Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  /**
   * How long a check may take, on a busy machine.
   *
   * @return some seconds
   */
  protected Duration normalTime() {
    return Duration.ofSeconds(8);
  }

  private List<CodeProblem> check(String source) {
    long startedAt = System.nanoTime();
    List<CodeProblem> problems = checker().check(new NodeCode(source));
    Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
    assertTrue(took.compareTo(normalTime()) < 0, "took " + took);
    assertTrue(problems.size() <= MOST_PROBLEMS);
    assertTrue(problems.stream().noneMatch(problem -> problem.message().isBlank()), problems::toString);
    return problems;
  }

  /** Expects what a real compiler finds, and of a checker that is none, that it finds nothing. */
  private void expect(boolean compiles, String source) {
    boolean found = !check(source).isEmpty();
    assertEquals(capabilities().contains(Capability.COMPILES_PYTHON) && !compiles, found, source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reply", "other_reply", "echo", "count", "hangs", "exits_at_load"})
  @DisplayName("C1.4 code that compiles has no problems, and is not run")
  void findsNothingInGoodCode(String node) {
    assertEquals(List.of(), check(NodeFiles.code("semantics/" + node).source()));
  }

  @Test
  @DisplayName("C1.4 code that does not compile has line, column and Python's words")
  void tellsThePlace() {
    List<CodeProblem> problems = check(NodeFiles.code("semantics/does_not_compile").source());
    assertEquals(List.of(new CodeProblem(6, 15, "invalid syntax")), problems);
  }

  static Stream<HostileNode> hostile() {
    return HostileNode.all().stream().filter(node -> node.name().startsWith("load_"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  @DisplayName("C1.4 faults of compiling are found, those of loading are not, and nothing is run")
  void findsWhatDoesNotCompile(HostileNode node) {
    NodeCode code = NodeFiles.code("hostile/" + node.name());
    boolean compiles = !node.cause().equals(Optional.of(BreakCause.SYNTAX_ERROR));
    expect(compiles, code.source());
    if (!compiles && capabilities().contains(Capability.COMPILES_PYTHON)) {
      CodeProblem first = check(code.source()).getFirst();
      assertTrue(first.message().contains(node.message()), first::toString);
      NodeFiles.markedLine(code).ifPresent(line -> assertEquals(line, first.line(), first::toString));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only a comment", "x = f'{1:>{2}}'",
      "async def f():\n  async for x in y: yield x\n",
      "a: int = 1_000", "x = 'é 🚂'", "x = 1 if 0 else 2\n", "x = 1\r\ny = 2\r\n", "\uFEFFx = 1"})
  @DisplayName("C1.1 what Python 3.6 knows compiles")
  void knowsItsPython(String source) {
    expect(true, source.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"if (n := 1): pass", "def f(a, /): pass", "match x:\n  case 1: pass\n", "x = f'{y=}'",
      "print 'x'", "exec 'x'", "x = 1 +", "def f(:", "'unclosed", "\"\"\"unclosed", "return 1", "x = 1\u0000",
      "\u00a0x = 1", "x = 08", "await x", "break", "def f():\n  nonlocal z\n", "x = “quoted”", "class : pass"})
  @DisplayName("C1.1 what Python 3.6 does not know, or nobody does, does not compile")
  void knowsNoOther(String source) {
    expect(false, source);
  }

  @Test
  @DisplayName("C1.4 a whole megabyte is checked, and code that is nested beyond reason is refused")
  void checksLargeAndDeepCode() {
    String line = "value = {'key': [1, 2, 3], 'other': 'text'}\n";
    expect(true, line.repeat(NodeCode.MOST_BYTES / line.length()));
    expect(false, line.repeat(20_000) + "def f(:\n");
    expect(false, "x = " + "(".repeat(5000) + ")".repeat(5000));
    expect(false, "x = " + "-".repeat(100_000) + "1");
  }

  @Test
  @DisplayName("several checks at once get each their own answer, or are told to come again")
  void checksAtOnce() {
    var finishes = Race.run(12, caller -> {
      String source = "\n".repeat(caller) + "# problem: %d 1 invalid syntax\n=\n".formatted(caller + 2);
      return checker().check(new NodeCode(source)).getFirst().line() == caller + 2;
    });
    assertTrue(finishes.stream().allMatch(
        finish -> finish.refused(ErrorCode.OVERLOADED) || finish.value().equals(Optional.of(true))));
    assertFalse(finishes.stream().allMatch(finish -> finish.refused(ErrorCode.OVERLOADED)));
  }
}
