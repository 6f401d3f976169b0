package dev.trainyard.json;

import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random JSON. */
public final class JsonArbitraries {
  private JsonArbitraries() {
  }

  /**
   * Any value, without keys that come twice and without lone surrogates.
   *
   * @return JSON texts
   */
  public static Arbitrary<String> json() {
    return json(3);
  }

  private static Arbitrary<String> json(int levels) {
    return levels == 0
        ? scalars()
        : Arbitraries.oneOf(scalars(), scalars(), lists(levels - 1), objects(levels - 1)).withoutEdgeCases();
  }

  /**
   * Any object, like {@link #json}.
   *
   * @return JSON texts
   */
  public static Arbitrary<String> objects() {
    return objects(3);
  }

  private static Arbitrary<String> objects(int levels) {
    return Arbitraries.maps(text(), json(levels)).ofMaxSize(4).map(members -> members.entrySet().stream()
        .map(member -> "\"" + JsonText.quoted(member.getKey()) + "\": " + member.getValue())
        .collect(Collectors.joining(" ,", "{", " }")));
  }

  private static Arbitrary<String> lists(int levels) {
    return json(levels).list().ofMaxSize(4).map(entries -> "[" + String.join(", ", entries) + "]");
  }

  private static Arbitrary<String> scalars() {
    return Arbitraries.oneOf(Arbitraries.of("null", "true", "false", "-0.0", "1e-07", "200", "1E400"),
        Arbitraries.longs().map(String::valueOf), Arbitraries.bigDecimals().map(String::valueOf),
        text().map(text -> "\"" + JsonText.quoted(text) + "\""),
        text().map(text -> "\"" + JsonText.ascii(JsonText.quoted(text)) + "\""));
  }

  /**
   * Any text that UTF-8 can express.
   *
   * @return texts
   */
  public static Arbitrary<String> text() {
    Arbitrary<String> scalarValues = Combinators.combine(Arbitraries.strings().ofMaxLength(12),
        Arbitraries.of("", "😀", "\"", "\\", "\n", "नमस्ते")).as((text, more) -> text + more);
    return scalarValues.map(text -> text.codePoints().filter(c -> c < 0xD800 || c > 0xDFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
  }
}
