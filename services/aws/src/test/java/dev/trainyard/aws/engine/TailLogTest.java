package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.engine.MemorySize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TailLogTest {
  private static final InvocationFacts FACTS = new InvocationFacts("our-id", "their-id", "7", new MemorySize(128),
      Duration.ofSeconds(20), Duration.ZERO, Duration.ofMillis(5));
  private static final String REPORT = "REPORT RequestId: their-id\tDuration: 1.23 ms\tBilled Duration: 2 ms\t"
      + "Memory Size: 128 MB\tMax Memory Used: 30 MB\tInit Duration: 80.12 ms\t\n";

  private static TailLog read(String log) {
    return read(log.getBytes(StandardCharsets.UTF_8));
  }

  private static TailLog read(byte[] log) {
    return TailLog.read(Base64.getEncoder().encodeToString(log), FACTS);
  }

  @Test
  @DisplayName("C5.3 Lambda's lines, told under our id; its own id is told once")
  void readsAWholeLog() {
    TailLog tail = read("INIT_START Runtime Version: x\nwhile loading\nSTART RequestId: their-id Version: 7\n"
        + "printed\n[WARNING]\t2026-01-01T00:00:00.000Z\ttheir-id\tcareful\nEND RequestId: their-id\n" + REPORT);
    assertEquals("""
        START RequestId: our-id Version: 7
        while loading
        printed
        [WARNING]\t2026-01-01T00:00:00.000Z\tour-id\tcareful
        END RequestId: our-id
        REPORT RequestId: our-id\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\t\
        Max Memory Used: 30 MB\tInit Duration: 80.12 ms\tLambda RequestId: their-id
        """, tail.log().text());
    assertEquals(0, tail.log().cutBytes());
    assertEquals(Duration.ofNanos(1_230_000), tail.report().duration());
    assertEquals(Duration.ofNanos(80_120_000), tail.report().start());
    assertEquals(30, tail.report().memoryMegabytes());
    assertFalse(tail.failedAtLoad());
  }

  @Test
  @DisplayName("C5.3 what Lambda does not give is added from what is known")
  void addsMissingLines() {
    for (String nothing : new String[]{"", "\n"}) {
      assertEquals("""
          START RequestId: our-id Version: 7
          END RequestId: our-id
          REPORT RequestId: our-id\tDuration: 5.00 ms\tBilled Duration: 5 ms\tMemory Size: 128 MB\t\
          Max Memory Used: 0 MB\tLambda RequestId: their-id
          """, read(nothing).log().text());
    }
    assertTrue(TailLog.read(null, FACTS).log().text().startsWith("START RequestId: our-id"));
    assertTrue(TailLog.read("%%% no Base64", FACTS).log().text().startsWith("START RequestId: our-id"));
  }

  @Test
  @DisplayName("C5.3 output without a line break does not swallow END")
  void findsEndBehindOutput() {
    String text = read("START RequestId: their-id Version: 7\nno breakEND RequestId: their-id\n" + REPORT).log().text();
    assertTrue(text.contains("\nno break\nEND RequestId: our-id\n"), text);
    assertEquals(4, text.lines().count(), text);
  }

  @Test
  @DisplayName("C5.3 it is said when earlier output was cut, also in the middle of a letter")
  void saysWhatWasCut() {
    byte[] whole = ("é".repeat(5000) + "\nlast\nEND RequestId: their-id\n" + REPORT).getBytes(StandardCharsets.UTF_8);
    for (int shift = 0; shift < 2; shift++) {
      TailLog tail = read(Arrays.copyOfRange(whole, whole.length - TailLog.KEPT + shift, whole.length));
      assertTrue(tail.log().cutBytes() > 0);
      assertTrue(tail.log().text().startsWith(
          "START RequestId: our-id Version: 7\n[earlier output was cut: AWS gives the last 4 KB]\né"),
          tail.log().text());
      assertFalse(tail.log().text().contains("\uFFFD"), "a broken letter");
    }
  }

  @Test
  @DisplayName("a failure of loading shows in Lambda's own lines, not in those of the code")
  void knowsFailuresOfLoading() {
    String init = "INIT_REPORT Init Duration: 9.99 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ExitError\n";
    String start = "START RequestId: their-id Version: 7\n";
    assertTrue(read(init + start).failedAtLoad());
    assertFalse(read(start + init).failedAtLoad());
    assertFalse(read(init.replace("Phase: invoke", "Phase: init") + start).failedAtLoad());
  }

  @Property(tries = 300)
  void makesALogOfAnything(@ForAll byte[] anything) {
    String text = read(anything).log().text();
    assertTrue(text.startsWith("START RequestId: our-id Version: 7\n"), text);
    assertTrue(text.contains("END RequestId: our-id\nREPORT RequestId: our-id\tDuration: "), text);
  }
}
