package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TurnTextsTest {

  /** Text that does not become smaller. */
  private static String noise(long seed, int length) {
    StringBuilder text = new StringBuilder();
    new Random(seed).ints(length, 0x4e00, 0x9fff).forEach(text::appendCodePoint);
    return text.toString();
  }

  @Property(tries = 200)
  void comesBack(@ForAll String input, @ForAll String output, @ForAll String log) {
    TurnTexts texts = new TurnTexts(encodable(input), encodable(output), encodable(log));
    assertEquals(texts, TurnTexts.unpacked(texts.packed()));
  }

  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Property(tries = 12)
  void alwaysFits(@ForAll @IntRange(max = 120_000) int input, @ForAll @IntRange(max = 120_000) int output,
      @ForAll @IntRange(max = 250_000) int log) {
    TurnTexts texts = new TurnTexts(noise(1, input), noise(2, output), noise(3, log));
    byte[] packed = texts.packed();
    assertTrue(packed.length <= TurnTexts.MOST_BYTES);
    TurnTexts kept = TurnTexts.unpacked(packed);
    assertTrue(texts.input().startsWith(kept.input()) && texts.output().startsWith(kept.output()));
  }

  @Test
  void cutsTheLogAndSaysSo() {
    TurnTexts texts = new TurnTexts("{\"in\": 1}", "{\"out\": 2}", noise(4, 200_000));
    TurnTexts kept = TurnTexts.unpacked(texts.packed());
    assertEquals(texts.input(), kept.input());
    assertEquals(texts.output(), kept.output());
    assertTrue(kept.log().endsWith("256 KB when packed]\n"), "not said");
    assertEquals(1, kept.log().split("\\[cut", -1).length - 1);
    assertTrue(texts.log().startsWith(kept.log().substring(0, 60_000)));
  }

  @Test
  void neverCutsWithinACharacter() {
    TurnTexts texts = new TurnTexts("", "", noise(5, 10) + "🚂".repeat(3) + supplementary(100_000));
    String log = TurnTexts.unpacked(texts.packed()).log();
    assertEquals(log, encodable(log));
  }

  private static String supplementary(int length) {
    StringBuilder text = new StringBuilder();
    new Random(6).ints(length, 0x20000, 0x2a000).forEach(text::appendCodePoint);
    return text.toString();
  }
}
