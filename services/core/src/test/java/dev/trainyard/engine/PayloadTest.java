package dev.trainyard.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PayloadTest {
  private static final int AROUND = "{\"body\":\"\"}".length();

  @Property(tries = 300)
  @Label("a payload of a body is an object that holds it, and tells it unescaped")
  void holdsItsBody(@ForAll String any) throws IOException {
    String body = any.codePoints().filter(each -> each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    Payload payload = Payload.ofBody(body);
    JsonNode event = new ObjectMapper().readTree(payload.bytes());
    assertEquals(1, event.size());
    assertEquals(body, event.path("body").textValue());
    assertEquals(Optional.of(body), payload.body());
    assertEquals(payload.bytes().length, payload.size());
    assertTrue(payload.fits());
  }

  @Test
  @DisplayName("what fits is counted with its escapes")
  void countsEscapes() {
    int room = Payload.MOST_BYTES - AROUND;
    assertTrue(Payload.ofBody("x".repeat(room)).fits());
    assertFalse(Payload.ofBody("x".repeat(room + 1)).fits());
    assertTrue(Payload.ofBody("\"".repeat(room / 2)).fits());
    assertFalse(Payload.ofBody("\"".repeat(room / 2 + 1)).fits());
    assertTrue(Payload.of("\"" + "x".repeat(Payload.MOST_BYTES - 2) + "\"").fits());
    assertFalse(Payload.of("\"" + "x".repeat(Payload.MOST_BYTES - 1) + "\"").fits());
  }

  @Test
  @DisplayName("other payloads tell no body")
  void tellsNoBody() {
    assertEquals(Optional.empty(), Payload.of("{\"body\":\"x\"}").body());
  }
}
