package dev.trainyard.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.variable.VariableName;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names against rules that are written out character by character. */
class NamesTest {

  @Property
  @Label("C1.2 a node's name is capital letters, digits and underscores, at most 64")
  void nodes(@ForAll("texts") String text) {
    check(text, text.length() <= 64 && text.chars().allMatch(c -> isIn(c, 'A', 'Z') || isIn(c, '0', '9') || c == '_'),
        NodeName::new);
  }

  @Property
  @Label("C1.3 a bot's name is lower-case letters, digits, underscores and hyphens, at most 64")
  void bots(@ForAll("texts") String text) {
    check(text,
        text.length() <= 64
            && text.chars().allMatch(c -> isIn(c, 'a', 'z') || isIn(c, '0', '9') || c == '_' || c == '-'),
        BotName::new);
  }

  @Property
  @Label("C7.2 a variable's name is an identifier of ASCII, at most 128")
  void variables(@ForAll("texts") String text) {
    boolean letters = text.chars()
        .allMatch(c -> isIn(c, 'a', 'z') || isIn(c, 'A', 'Z') || isIn(c, '0', '9') || c == '_');
    check(text, text.length() <= 128 && letters && (text.isEmpty() || !isIn(text.charAt(0), '0', '9')),
        VariableName::new);
  }

  @Property
  @Label("a sample's name can stand in an address: it is no path, and no dots that lead elsewhere")
  void samples(@ForAll("samples") String text) {
    check(text, !text.isBlank() && text.length() <= 64 && !text.equals(".") && !text.equals("..")
        && text.chars().noneMatch(c -> c == '/' || Character.isISOControl(c)), SampleName::new);
  }

  @Provide
  Arbitrary<String> samples() {
    return Arbitraries.oneOf(Arbitraries.strings().withChars("./ é\n").ofMaxLength(3),
        Arbitraries.strings().alpha().ofMinLength(60).ofMaxLength(70), Arbitraries.strings().ofMaxLength(5));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> near = Arbitraries.strings().withChars("AZaz09_-").ofMaxLength(140);
    Arbitrary<String> few = Arbitraries.strings().withChars("AZ09_").ofMinLength(60).ofMaxLength(70);
    Arbitrary<String> lower = Arbitraries.strings().withChars("az09_-").ofMinLength(60).ofMaxLength(70);
    return Arbitraries.oneOf(near, few, lower, Arbitraries.strings().ofMaxLength(5),
        Arbitraries.of("A\n", "a\n", "", " ", "É", "İ", "٣", "a\u0000"));
  }

  private static void check(String text, boolean good, Function<String, ?> making) {
    if (good && !text.isEmpty()) {
      assertEquals(text, making.apply(text).toString());
    } else {
      TrainyardException refused = assertThrows(TrainyardException.class, () -> making.apply(text));
      assertEquals(ErrorCode.INVALID, refused.code());
    }
  }

  private static boolean isIn(int c, char first, char last) {
    return c >= first && c <= last;
  }
}
