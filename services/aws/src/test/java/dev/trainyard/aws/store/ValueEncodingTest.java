package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.variable.VariableValue;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueEncodingTest {
  private static final int MOST_BYTES_OF_SSM = 8192;

  @Provide
  Arbitrary<VariableValue> values() {
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(60);
    Arbitrary<String> awkward = Arbitraries.of("", "{", "{{", "}}", "trainyard-base64:", "\u0000", " ", "\n", "🚂", "x")
        .list().ofMaxSize(8).map(parts -> String.join("", parts));
    Arbitrary<String> large = Arbitraries.of("{", "é", "🚂").map(text -> text.repeat(1024));
    return Arbitraries.oneOf(any, awkward, large)
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text)).map(VariableValue::new);
  }

  @Property
  void comesBackAndIsWhatSsmTakes(@ForAll("values") VariableValue value) {
    String encoded = ValueEncoding.encode(value);
    assertEquals(value, ValueEncoding.decode(encoded));
    assertFalse(encoded.isEmpty());
    assertFalse(encoded.contains("{{"), encoded);
    assertTrue(encoded.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES_OF_SSM, "too long");
  }

  @Test
  void keepsOrdinaryValuesReadable() {
    for (String text : new String[]{"mongodb://u:p@host/db?x={y}", "line\nbreak\tand tab", "été 🚂", "{ {", "null"}) {
      assertEquals(text, ValueEncoding.encode(new VariableValue(text)));
    }
  }

  @Test
  void encodesTheLargestValues() {
    VariableValue largest = new VariableValue("{{".repeat(2048));
    assertTrue(ValueEncoding.encode(largest).length() <= MOST_BYTES_OF_SSM);
    assertEquals(largest, ValueEncoding.decode(ValueEncoding.encode(largest)));
  }
}
