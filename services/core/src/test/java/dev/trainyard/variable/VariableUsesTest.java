package dev.trainyard.variable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableUsesTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(strings = {"url = env_variables[\"KEY\"]", "url = env_variables['KEY']",
      "url = env_variables.get('KEY', None)", "url = body[\"env_variables\"][\"KEY\"]",
      "url = body['env_variables'].get(\"KEY\")", "url = body.get('env_variables', {}).get('KEY')",
      "url = body . get ( \"env_variables\" ) [ 'KEY' ]", "env = body['env_variables']\nurl = env['KEY']",
      "env = body.get('env_variables')  # all of them\nreturn env.get('KEY')",
      "env = json.loads(event['body'])['env_variables']; x = env['KEY']",
      "x = f\"{body['env_variables']['KEY']}/path\"", "x = \"\"\"text\n\"\"\" + env_variables[u'KEY']"})
  @DisplayName("C7.1 a reading in one of the usual spellings is found")
  void finds(String code) {
    assertEquals(List.of("KEY"), names(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "env_variables", "# env_variables['KEY']", "x = 1 # body[\"env_variables\"][\"KEY\"]",
      "env_variables[key]", "env_variables['not a name']", "other['KEY']", "'env_variables[KEY]'",
      "env_variables['KEY' + x]"})
  void findsNothingElsewhere(String code) {
    assertEquals(List.of(), names(code));
  }

  @Test
  void tellsTheLine() {
    String code = "\"\"\"doc\nof two lines\"\"\"\nx = 'a\\\nb'\ny = env_variables['ONE']\n\nz = env_variables['TWO']\n";
    assertEquals(
        List.of(new VariableUse(new VariableName("ONE"), 5), new VariableUse(new VariableName("TWO"), 7)),
        VariableUses.find(code));
  }

  @Property
  @Label("any text is taken, and every use has a line of the text")
  void takesAnyText(@ForAll("texts") String code) {
    long lines = code.chars().filter(c -> c == '\n').count() + 1;
    VariableUses.find(code).forEach(use -> assertTrue(use.line() >= 1 && use.line() <= lines, code));
  }

  @Property
  @Label("a use is found whatever stands in the lines before it, if they are whole")
  void findsBehindAnyLines(@ForAll("lines") List<String> lines) {
    String code = String.join("\n", lines) + "\nenv_variables['KEY']\n";
    assertEquals(List.of("KEY"), names(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"env_variables ", "env_variables[", "'env_variables',{}", "env_variables = ", "'", "\"\"\"",
      "\\", "f'", "e=env_variables\n", "f'{f\"", "#", "x"})
  @DisplayName("the worst text that is 16 times as long takes about 16 times as long, not 256 times")
  void isLinear(String piece) {
    String some = text(piece, 16 * 1024);
    String more = text(piece, 16 * 16 * 1024);
    long timeOfSome = Long.MAX_VALUE;
    long timeOfMore = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      timeOfSome = Math.min(timeOfSome, processorTime(some));
      timeOfMore = Math.min(timeOfMore, processorTime(more));
    }
    assertTrue(timeOfMore < 64 * timeOfSome, timeOfMore + " ns against " + timeOfSome + " ns");
  }

  private static String text(String piece, int length) {
    return "env_variables " + piece.repeat(length / piece.length());
  }

  /** Of this thread alone, in nanoseconds: what else the machine does hardly matters. */
  private static long processorTime(String code) {
    long before = THREADS.getCurrentThreadCpuTime();
    VariableUses.find(code);
    return THREADS.getCurrentThreadCpuTime() - before;
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces = Arbitraries.of("env_variables", "[", "]", "'", "\"", "\"\"\"", ".get(", ")", "KEY", "\n",
        "#", "\\", " ", "=", "f", "{", "}", ",", "é", "\uD83D", "\0");
    return pieces.list().ofMaxSize(60).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of("x = 1", "# it's", "y = 'it\\'s'", "\"\"\"it's\n\"two\" \"\"\"", "env_variables", "if x:",
        "f'{x!r}'", "b'\\x00'", "", "z = env_variables").list().ofMaxSize(12);
  }

  private static List<String> names(String code) {
    return VariableUses.find(code).stream().map(use -> use.name().value()).toList();
  }
}
