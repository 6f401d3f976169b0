package dev.trainyard.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "1E400", "1e-07", "-0.0", "-0", "0.1", "9223372036854775808", "-2147483649", "1e5",
      "1E99999999999", "123456789012345678901234567890.123456789012345678901234567890"})
  void aNumberComesOutAsItCameIn(String number) throws MalformedJson {
    assertEquals("[" + number + "]", JsonText.compact(JsonText.strict("[" + number + "]")));
  }

  @Property
  void anyNumberComesOutAsItCameIn(@ForAll("numbers") String number) throws MalformedJson {
    String json = "{\"n\":" + number + "}";
    assertEquals(json, JsonText.compact(JsonText.strict(json)));
    assertEquals(0, new BigDecimal(number).compareTo(JsonText.strict(number).decimalValue()));
  }

  @Property
  void whatIsWrittenReadsTheSame(@ForAll("values") String json) throws MalformedJson {
    String once = JsonText.compact(JsonText.strict(json));
    assertEquals(JsonText.strict(json), JsonText.strict(once));
    assertEquals(once, JsonText.compact(JsonText.strict(JsonText.indented(JsonText.strict(json)))));
  }

  @Property
  void treesAreWrittenAsTheirLibraryWritesThem(@ForAll("values") String json) throws IOException, MalformedJson {
    JsonNode tree = JsonText.strict(json);
    assertEquals(new ObjectMapper().writeValueAsString(tree), JsonText.compact(tree));
    byte[] bytes = JsonText.write(generator -> TreeWriter.write(generator, tree));
    assertEquals(tree, JsonText.strict(JsonText.decode(bytes)));
  }

  @Test
  void treesThatNoTextMadeAreWrittenToo() throws IOException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("double", 1.5).put("float", 2.5f).put("decimal",
        new BigDecimal("1E+3")).put("long", Long.MIN_VALUE).put("big", BigInteger.TEN.pow(30)).put("short", (short) 7);
    assertEquals(new ObjectMapper().writeValueAsString(tree), JsonText.compact(tree));
    assertThrows(IllegalArgumentException.class, () -> JsonText.compact(JsonNodeFactory.instance.pojoNode("object")));
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String text) {
    for (Reading reading : List.<Reading>of(JsonText::strict, JsonText::lenient)) {
      try {
        reading.read(text);
      } catch (MalformedJson refused) {
        assertTrue(refused.predicate().length() < 200, refused::predicate);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"{\"a\":{\"b\":1,\"b\":2}}|/a/b|is there twice", //
      "{\"a\":[1,NaN]}|/a/1|is NaN, which JSON has no number for",
      "{\"a\":-Infinity}|/a|is -Infinity, which JSON has no number for",
      "{\"a\":[\"\\ud800\"]}|/a/0|holds a lone surrogate, which is half a character",
      "{\"\\udc00\":1}|''|holds a lone surrogate, which is half a character",
      "{\"a\":1} 2|''|has something after the JSON", "''|''|is empty",
      "{\"a\":|''|'is not JSON: it breaks off or goes wrong at line 1, column 6'"})
  void doubtfulTextsAreRefused(String json, String pointer, String predicate) {
    MalformedJson refused = assertThrows(MalformedJson.class, () -> JsonText.strict(json));
    assertEquals(predicate, refused.predicate());
    if (!predicate.contains("surrogate") || !pointer.isEmpty()) {
      assertEquals(pointer, refused.pointer());
    }
  }

  @Test
  void depthAndLengthOfNumbersAreBounded() throws MalformedJson {
    String deepest = "[".repeat(JsonText.DEEPEST) + "]".repeat(JsonText.DEEPEST);
    assertEquals(deepest, JsonText.compact(JsonText.strict(deepest)));
    assertEquals("is nested deeper than 200 levels",
        assertThrows(MalformedJson.class, () -> JsonText.strict("[" + deepest + "]")).predicate());
    assertThrows(MalformedJson.class, () -> JsonText.strict("[".repeat(100_000)));

    String longest = "7".repeat(JsonText.LONGEST_NUMBER);
    assertEquals(new BigInteger(longest), JsonText.strict(longest).bigIntegerValue());
    MalformedJson refused = assertThrows(MalformedJson.class, () -> JsonText.strict("{\"n\":" + longest + "7}"));
    assertEquals("/n", refused.pointer());
    assertEquals("is a number of more than 1000 characters", refused.predicate());
  }

  @Test
  void anExponentIsNeverExpanded() throws MalformedJson {
    JsonNode number = JsonText.strict("1E999999999");
    assertEquals(BigInteger.ZERO, number.bigIntegerValue());
    assertEquals(Double.POSITIVE_INFINITY, number.doubleValue());
    assertEquals(false, number.canConvertToInt() || number.canConvertToLong());
    assertEquals("1E999999999", number.asText());
    assertEquals(JsonText.strict("1E999999999"), number);
  }

  @Test
  void lenientReadingMendsWhatPeopleAreShown() throws MalformedJson {
    assertEquals("{\"a\":\"\uFFFD!\",\"n\":\"NaN\",\"k\":2}",
        JsonText.compact(JsonText.lenient("{\"a\":\"\\ud800!\",\"n\":NaN,\"k\":1,\"k\":2}")));
  }

  @Test
  void bytesMustBeUtf8() throws MalformedJson {
    assertEquals("é😀", JsonText.decode("é😀".getBytes(StandardCharsets.UTF_8)));
    for (byte[] bytes : List.of(new byte[]{(byte) 0xc0, (byte) 0x80}, new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        new byte[]{(byte) 0xff}, "é".getBytes(StandardCharsets.ISO_8859_1))) {
      assertEquals("is not valid UTF-8", assertThrows(MalformedJson.class, () -> JsonText.decode(bytes)).predicate());
    }
  }

  @Test
  void loneSurrogatesAreSpelledByEscapes() {
    assertEquals("a\\ud83d😀\\udc00", JsonText.loneEscaped("a\uD83D😀\uDC00"));
    assertEquals("\\u00e9\\ud83d\\ude00x", JsonText.ascii("é😀x"));
  }

  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(60);
    Arbitrary<String> whole = digits.map(text -> new BigInteger(text).toString());
    Arbitrary<String> fraction = digits.map(text -> "." + text).injectNull(0.3).map(text -> text == null ? "" : text);
    Arbitrary<String> exponent = Combinators.combine(Arbitraries.of("e", "E"), Arbitraries.of("", "+", "-"),
        Arbitraries.integers().between(0, 500)).as((letter, sign, size) -> letter + sign + size);
    return Combinators.combine(Arbitraries.of("", "-"), whole, fraction, Arbitraries.oneOf(exponent,
        Arbitraries.just(""))).as((sign, number, rest, power) -> sign + number + rest + power);
  }

  @Provide
  Arbitrary<String> values() {
    return JsonArbitraries.json();
  }

  private interface Reading {
    Object read(String text) throws MalformedJson;
  }

  @Test
  void aKeyIsFoundTwiceAtAnyDepth() {
    Stream.of("{\"k\":1,\"k\":1}", "[{\"k\":1,\"k\":1}]", "{\"a\":[[{\"k\":1,\"k\":1}]]}")
        .forEach(json -> assertThrows(MalformedJson.class, () -> JsonText.strict(json)));
  }
}
