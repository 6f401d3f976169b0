package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.trainyard.json.JsonArbitraries;
import dev.trainyard.json.JsonText;
import dev.trainyard.variable.VariableValue;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MaskingTest {

  @Test
  @DisplayName("C7.3 values of at least six characters are masked wherever they stand")
  void hides() {
    Masking masking = masking("s3cret", "short", "mongodb://a:b@c");
    assertEquals("******", masking.hide("s3cret"));
    assertEquals("a ****** b short ******!******", masking.hide("a s3cret b short mongodb://a:b@c!s3cret"));
    assertEquals("s3cre", masking.hide("s3cre"));
    assertEquals("", masking.hide(""));
  }

  @Test
  @DisplayName("C7.3 overlapping values leave nothing of themselves")
  void overlaps() {
    assertEquals("x******y", masking("abcdef", "defghi").hide("xabcdefghiy"));
    assertEquals("x******y", masking("abcdef", "abcdefgh").hide("xabcdefghy"));
    assertEquals("x******y", masking("abcdefghijkl", "bcdefg").hide("xabcdefghijkly"));
    assertEquals("******", masking("aaaaaa").hide("aaaaaaaaa"));
  }

  @Test
  @DisplayName("C7.3 values are found as JSON and Python spell them")
  void spellings() {
    Masking masking = masking("line\nbreak \"é😀\" it's");
    assertEquals("{\"a\": \"******\"}", masking.hide("{\"a\": \"line\\nbreak \\\"é😀\\\" it's\"}"));
    assertEquals("{\"a\": \"******\"}", masking.hide("{\"a\": \"line\\nbreak \\\"\\u00e9\\ud83d\\ude00\\\" it's\"}"));
    assertEquals("'******'", masking.hide("'line\\nbreak \"é😀\" it\\'s'"));
  }

  @Test
  void withoutLongValuesTheTextIsTheSame() {
    String text = "five5 five5";
    assertSame(text, masking("five5", "").hide(text));
    assertSame(Masking.NONE, masking("five5", ""));
    assertSame(text, masking("absent").hide(text));
  }

  @Property
  @Label("C7.3 no text keeps a value")
  void nothingIsLeft(@ForAll("texts") List<String> values, @ForAll("texts") List<String> around) {
    List<String> secrets = values.stream().map(value -> value + "#Q7!zk").toList();
    Masking masking = masking(secrets.toArray(String[]::new));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.max(values.size(), around.size()); i++) {
      text.append(i < around.size() ? around.get(i) : "").append(i < values.size() ? secrets.get(i) : "");
    }
    String hidden = masking.hide(text.toString());
    String hiddenJson = masking.hide(JsonText.ascii(JsonText.quoted(text.toString())));
    for (String secret : secrets) {
      assertFalse(hidden.contains(secret), hidden);
      assertFalse(hiddenJson.contains(JsonText.ascii(JsonText.quoted(secret))), hiddenJson);
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return JsonArbitraries.text().list().ofMaxSize(4);
  }

  private static Masking masking(String... values) {
    return Masking.of(Stream.of(values).map(VariableValue::new).toList());
  }
}
