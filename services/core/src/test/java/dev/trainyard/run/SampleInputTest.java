package dev.trainyard.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trainyard.bot.NodeName;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.json.JsonArbitraries;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import dev.trainyard.variable.VariableValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleInputTest {

  @Test
  @DisplayName("C6.2 user is what user_data held, and the rest has its defaults")
  void userData() throws MalformedJson {
    JsonNode body = body(
        "{\"entities\":{\"otp\":[]},\"user_data\":{\"user_id\":\"7\",\"n\":1.10},\"user\":5,\"x\":1e5}");
    assertEquals("7", body.at("/user/user_id").textValue());
    assertEquals("1.10", body.at("/user/n").asText());
    assertEquals("", body.at("/user/auth_code").textValue());
    assertEquals("API_INTEGRATION", body.get("event").textValue());
    assertEquals("NODE", body.get("node").textValue());
    assertEquals("1e5", body.get("x").asText());
    assertEquals("{\"otp\":[]}", JsonText.compact(body.get("entities")));
    assertEquals(false, body.has("user_data"));
  }

  @Test
  @DisplayName("C6.2 user is accepted in the place of user_data")
  void user() throws MalformedJson {
    assertEquals("8", body("{\"entities\":{},\"user\":{\"user_id\":\"8\"}}").at("/user/user_id").textValue());
  }

  @Test
  @DisplayName("C6.2 a sample's env_variables win over the stored ones")
  void environment() throws MalformedJson {
    VariableValues stored = new VariableValues(4, new TreeMap<>(Map.of(new VariableName("A"), new VariableValue("a"),
        new VariableName("B"), new VariableValue("b"))));
    SampleInput sample = parse("{\"entities\":{},\"user_data\":{},\"env_variables\":{\"B\":\"\",\"C\":\"c\"}}");
    assertEquals("{\"A\":\"a\",\"B\":\"\",\"C\":\"c\"}", sample.variables(stored).json());
    JsonNode event = JsonText.strict(sample.event(new NodeName("NODE"), sample.variables(stored)).payload().text());
    assertEquals("c", JsonText.strict(event.get("body").textValue()).at("/env_variables/C").textValue());
  }

  @ParameterizedTest
  @DisplayName("C6.2 everything that is missing or wrong is named at once")
  @CsvSource(delimiter = '|', value = {"{}|/entities,/user_data", "{\"entities\":{}}|/user_data",
      "{\"user\":{}}|/entities", "{\"entities\":[],\"user_data\":null}|/entities,/user_data",
      "{\"entities\":{},\"user\":5}|/user", "[]|''", "null|''", "{|''",
      "{\"entities\":{},\"entities\":{},\"user_data\":{}}|/entities",
      "{\"entities\":{\"a\":\"\\ud800\"},\"user_data\":{}}|/entities/a",
      "{\"entities\":{},\"user_data\":{},\"env_variables\":[]}|/env_variables",
      "{\"entities\":{},\"user_data\":{},\"env_variables\":{\"A\":1,\"a b\":\"x\"}}|/env_variables/A,/env_variables/a b"})
  void refused(String sample, String pointers) {
    TrainyardException refused = assertThrows(TrainyardException.class, () -> parse(sample));
    assertEquals(ErrorCode.INVALID, refused.code());
    assertEquals(pointers, String.join(",", pointers(refused)));
  }

  @Test
  @DisplayName("C6.2 a sample may have no more than a turn")
  void tooLarge() {
    assertEquals(ErrorCode.TOO_LARGE,
        assertThrows(TrainyardException.class, () -> SampleInput.parse(new byte[7 * 1024 * 1024])).code());
  }

  @Property
  void anyObjectIsTakenOrRefused(@ForAll("objects") String object) throws MalformedJson {
    try {
      SampleInput.parse(JsonText.strict(object));
    } catch (TrainyardException refused) {
      assertEquals(ErrorCode.INVALID, refused.code());
    }
    String keys = object.equals("{ }") ? "" : "," + object.substring(1);
    String whole = "{\"entities\":{},\"user_data\":" + object + (keys.isEmpty() ? "}" : keys);
    assertEquals(JsonText.strict(whole), JsonText.strict(JsonText.compact(JsonText.strict(whole))));
    body(whole);
  }

  @Provide
  Arbitrary<String> objects() {
    return JsonArbitraries.objects();
  }

  private static JsonNode body(String sample) throws MalformedJson {
    SampleInput parsed = parse(sample);
    String event = parsed.event(new NodeName("NODE"), parsed.variables(VariableValues.NONE)).payload().text();
    return JsonText.strict(JsonText.strict(event).get("body").textValue());
  }

  private static SampleInput parse(String sample) {
    return SampleInput.parse(sample.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> pointers(TrainyardException refused) {
    return refused.members().get("errors") instanceof List<?> errors
        ? errors.stream().map(error -> error instanceof Map<?, ?> map ? String.valueOf(map.get("pointer")) : "")
            .toList()
        : List.of();
  }
}
