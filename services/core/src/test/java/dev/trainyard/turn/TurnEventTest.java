package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.Payload;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.json.JsonArbitraries;
import dev.trainyard.json.JsonText;
import dev.trainyard.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnEventTest {
  private static final NodeName NODE = new NodeName("VALIDATE_OTP");

  @Test
  @DisplayName("C2 an empty turn gets every default, in the contract's order")
  void defaults() throws MalformedJson {
    assertEquals("""
        {"node":"VALIDATE_OTP","event":"API_INTEGRATION",\
        "user":{"user_id":"","user_name":"","full_name":"","device_platform":13,"language_code":"en","auth_id":"",\
        "auth_code":""},"conversation_no":1,"conversation_details":{},\
        "user_details":{"language_code":"en","name":"Guest User"},"entities":{},"env_variables":{"A":"b"}}""",
        body("{}", "{\"A\":\"b\"}"));
  }

  @Test
  @DisplayName("C2, C1.2 what was sent stays, a qualified node too, in the contract's order, unknown keys last")
  void sentValues() throws MalformedJson {
    assertEquals("""
        {"node":"kli::KLI::VALIDATE_OTP","event":"X",\
        "user":{"user_id":"7","user_name":"","full_name":"","device_platform":5,"language_code":"hi","auth_id":"",\
        "auth_code":"","more":[1.10]},"conversation_no":3,"conversation_details":{"a" : 1},"user_details":{},\
        "entities":{"otp":[]},"env_variables":{},"zz":1e-07,"big":123456789012345678901234567890}""", body("""
        {"zz":1e-07,"user":{"more":[1.10],"language_code":"hi","device_platform":5,"user_id":"7"},"entities":{"otp":[]},
        "user_details":{},"conversation_details":{"a" : 1},"conversation_no":3,"event":"X",
        "node":"kli::KLI::VALIDATE_OTP","big":123456789012345678901234567890}""", "{}"));
  }

  @Test
  @DisplayName("C2 null counts as absent for the contract's keys, and passes for others")
  void nulls() throws MalformedJson {
    String nulls = """
        {"node":null,"event":null,"user":null,"conversation_no":null,"conversation_details":null,
         "user_details":null,"entities":null,"other":null}""";
    assertEquals(body("{\"other\":null}", "{}"), body(nulls, "{}"));
    assertEquals(body("{}", "{}"), body("{\"user\":{\"user_name\":null,\"language_code\":null}}", "{}"));
    assertEquals("en", event("{\"user\":{\"language_code\":null}}").language());
  }

  @ParameterizedTest
  @DisplayName("C1.2, C1.3 names in an address are system names")
  @ValueSource(strings = {"", "a b", "kli::KLI::A", "Ä", "A/B", "mixedCase"})
  void names(String name) {
    assertThrows(TrainyardException.class, () -> new NodeName(name));
    assertThrows(TrainyardException.class, () -> new BotName(name));
    assertEquals("A_1", new NodeName("A_1").value());
    assertEquals("a_1-b", new BotName("a_1-b").value());
  }

  @Test
  @DisplayName("C2 the event's body is a string of JSON, whatever is in it")
  void bodyIsText() throws MalformedJson {
    String odd = "{\"text\":\"a\\\"\\\\\\n\\u0000 é😀 \\ud83d\",\n\t\"k\\udc00\":\"\\u2028\"}";
    JsonNode event = JsonText.strict(event(odd).payload().text());
    assertEquals(Set.of("body"), Set.copyOf(keys(event)));
    String body = event.get("body").textValue();
    assertTrue(body.contains("\"text\":\"a\\\"\\\\\\n\\u0000 é😀 \\ud83d\""), body);
    assertTrue(body.contains("\"k\\udc00\":"), body);
  }

  @Test
  @DisplayName("C4.1 the user's language is known for the bot's own messages")
  void language() {
    assertEquals("hi", event("{\"user\":{\"language_code\":\"hi\"}}").language());
    assertEquals("en", event("{\"user\":{\"language_code\":5}}").language());
    assertEquals("en", event("{}").language());
  }

  @ParameterizedTest
  @DisplayName("C2.1 a turn that is no turn is refused, and told where")
  @CsvSource(delimiter = '|', value = {"{\"env_variables\":{}}|/env_variables",
      "{\"env_variables\":null}|/env_variables",
      "{\"user\":[]}|/user", "{\"entities\":\"x\"}|/entities", "{\"conversation_details\":1}|/conversation_details",
      "{\"user_details\":true}|/user_details", "[]|''", "5|''", "null|''", "''|''", "{\"a\":|''", "{\"a\":1}{}|''",
      "{\"a\":{\"b\":1,\"b\":2}}|/a/b", "{\"user\":{},\"user\":{}}|/user", "{\"a\":NaN}|''", "{'a':1}|''"})
  void refused(String body, String pointer) {
    TrainyardException refused = assertThrows(TrainyardException.class, () -> event(body));
    assertEquals(ErrorCode.INVALID, refused.code());
    assertEquals(pointer, pointer(refused));
  }

  @ParameterizedTest
  @DisplayName("C2.1 a body is UTF-8, without a mark at its beginning")
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE", "ISO-8859-1"})
  void otherEncodings(String encoding) throws java.io.UnsupportedEncodingException {
    byte[] body = "{\"a\":\"é\"}".getBytes(encoding);
    assertEquals(ErrorCode.INVALID,
        assertThrows(TrainyardException.class, () -> TurnEvent.of(NODE, body, "{}")).code());
    assertThrows(TrainyardException.class, () -> event("\uFEFF{}"));
  }

  @Test
  @DisplayName("C2.1 depth and size are bounded")
  void bounds() {
    assertFalse(event(nested(199)).payload().text().isEmpty());
    assertEquals(ErrorCode.INVALID, assertThrows(TrainyardException.class, () -> event(nested(200))).code());
    assertEquals(ErrorCode.INVALID, assertThrows(TrainyardException.class, () -> event(nested(50_000))).code());
    assertEquals(ErrorCode.INVALID,
        assertThrows(TrainyardException.class, () -> event("{\"n\":" + "1".repeat(1001) + "}")).code());
    int room = Payload.MOST_BYTES - 1000;
    assertEquals(Payload.MOST_BYTES, event(filled(room), room).payload().size(), 1000);
    assertEquals(ErrorCode.TOO_LARGE,
        assertThrows(TrainyardException.class, () -> event(filled(Payload.MOST_BYTES))).code());
    assertEquals(ErrorCode.TOO_LARGE,
        assertThrows(TrainyardException.class, () -> event("{\"a\":\"" + "\\n".repeat(room / 2) + "\"}")).code());
  }

  @Property
  @Label("C2.1 unknown keys pass as they were spelled")
  void anyObjectPasses(@ForAll("turns") String turn) throws MalformedJson {
    JsonNode sent = JsonText.strict(turn);
    JsonNode got = JsonText.strict(body(turn, "{}"));
    List<String> contract = List.of("node", "event", "user", "conversation_no", "conversation_details", "user_details",
        "entities", "env_variables");
    assertEquals(contract, keys(got).subList(0, contract.size()));
    for (Map.Entry<String, JsonNode> member : sent.properties()) {
      if (!contract.contains(member.getKey())) {
        assertEquals(member.getValue(), got.get(member.getKey()));
      }
    }
    ObjectNode again = got.deepCopy();
    again.remove("env_variables");
    assertEquals(got, JsonText.strict(body(JsonText.compact(again), "{}")));
  }

  @Property
  void anyBytesAreTakenOrRefused(@ForAll byte[] bytes) {
    try {
      TurnEvent.of(NODE, bytes, "{}");
    } catch (TrainyardException refused) {
      assertEquals(ErrorCode.INVALID, refused.code());
    }
  }

  @Provide
  Arbitrary<String> turns() {
    Arbitrary<String> padding = Arbitraries.strings().withChars(' ', '\n').ofMaxLength(3000);
    return Combinators.combine(JsonArbitraries.objects(), JsonArbitraries.objects(), padding).as(
        (object, user, white) -> {
          String inner = object.substring(1, object.length() - 1).isBlank()
              ? ""
              : "," + object.substring(1,
                  object.length() - 2);
          return white + "{ \"user\" : " + user + white + inner + "}" + white;
        }).filter(TurnEventTest::isTurn);
  }

  private static boolean isTurn(String turn) {
    try {
      return !JsonText.strict(turn).has("env_variables");
    } catch (MalformedJson twice) {
      return false;
    }
  }

  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }

  private static String filled(int bytes) {
    return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
  }

  private static TurnEvent event(String body, int bytes) {
    assertEquals(bytes, body.length());
    return event(body);
  }

  private static TurnEvent event(String body) {
    return TurnEvent.of(NODE, body.getBytes(StandardCharsets.UTF_8), "{}");
  }

  private static String body(String turn, String environment) throws MalformedJson {
    byte[] bytes = turn.getBytes(StandardCharsets.UTF_8);
    return JsonText.strict(TurnEvent.of(NODE, bytes, environment).payload().text()).get("body").textValue();
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static String pointer(TrainyardException refused) {
    return refused.members().get("errors") instanceof List<?> errors && errors.getFirst() instanceof Map<?, ?> error
        ? String.valueOf(error.get("pointer"))
        : "none";
  }
}
