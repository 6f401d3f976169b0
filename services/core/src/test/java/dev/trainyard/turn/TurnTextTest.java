package dev.trainyard.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TurnTextTest {

  @Property
  void isTheTextWhereverItsBytesStand(@ForAll String before, @ForAll String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = (before + "|").concat(new String(encoded, StandardCharsets.UTF_8)).concat("|")
        .getBytes(StandardCharsets.UTF_8);
    TurnText part = TurnText.of(all, all.length - 1 - encoded.length, encoded.length);
    assertEquals(new String(encoded, StandardCharsets.UTF_8), part.text());
    assertEquals(TurnText.of(text), part);
    assertEquals(TurnText.of(text).hashCode(), part.hashCode());
    assertEquals(encoded.length, part.size());
    ByteBuffer written = ByteBuffer.allocate(part.size());
    part.write(written);
    assertEquals(ByteBuffer.wrap(encoded), written.flip());
  }

  @Test
  void differsFromAnotherText() {
    assertNotEquals(TurnText.of("a"), TurnText.of("b"));
    assertNotEquals(TurnText.of("a"), TurnText.of("aa"));
    assertNotEquals(TurnText.of(""), TurnText.of("\0"));
    assertEquals("🚂 é", TurnText.of("🚂 é").toString());
  }

  @Test
  void hasNoMoreThanItsBytes() {
    assertThrows(IndexOutOfBoundsException.class, () -> TurnText.of(new byte[3], 2, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> TurnText.of(new byte[3], -1, 2));
  }
}
