package dev.trainyard.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TurnAnswerTest {
  private static final int FIELDS = 37;
  private static final int OK = 1 | 2;

  private static Connection.Message message(int flags, String id, String result, String log, int start, long cut) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    byte[] value = result.getBytes(StandardCharsets.UTF_8);
    byte[] output = log.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(FIELDS + name.length + value.length + output.length);
    bytes.put((byte) flags).putLong(1500).putLong(80_000).putInt(9000).putInt(start).putLong(cut).putInt(value.length)
        .put(name).put(value).put(output);
    return new Connection.Message(bytes.array(), FIELDS + name.length, false);
  }

  @Test
  @DisplayName("an answer tells the result, the log with Lambda's lines, and what it took")
  void isRead() throws IOException {
    TurnAnswer answer = TurnAnswer.parse(message(OK | 8, "r-1", "{\"a\":\"é\"}", "load\nrun", 5, 7));
    assertEquals("r-1", answer.id());
    assertEquals(9000, answer.memoryKilobytes());
    Invocation.Returned returned = assertInstanceOf(Invocation.Returned.class, answer.outcome("3", 128, Usage.NONE));
    assertEquals("{\"a\":\"é\"}", returned.result().text());
    assertEquals(7, returned.log().cutBytes());
    assertEquals("""
        load
        START RequestId: r-1 Version: 3
        run
        END RequestId: r-1
        REPORT RequestId: r-1\tDuration: 1.50 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 0 MB\
        \tInit Duration: 80.00 ms
        """, returned.log().text());
  }

  @Test
  @DisplayName("a worker retires when it says so, when its code could not be loaded, and when more than an answer came")
  void retires() throws IOException {
    Connection.Message usual = message(OK, "r-1", "1", "", 0, 0);
    assertEquals(false, TurnAnswer.parse(usual).retires());
    assertTrue(TurnAnswer.parse(new Connection.Message(usual.bytes(), usual.headerBytes(), true)).retires());
    assertTrue(TurnAnswer.parse(message(OK | 4, "r-1", "1", "", 0, 0)).retires());
    assertTrue(TurnAnswer.parse(message(0, "r-1", "{}", "", 0, 0)).retires());
  }

  @Property(tries = 300)
  @Label("bytes that are no answer are refused, and never more than that")
  void refusesNoise(@ForAll byte[] noise, @ForAll @IntRange(max = 300) int header) {
    byte[] bytes = Arrays.copyOf(noise, Math.max(noise.length, header));
    try {
      TurnAnswer answer = TurnAnswer.parse(new Connection.Message(bytes, header, false));
      assertTrue(header >= FIELDS && answer.runMicros() >= 0);
    } catch (IOException refused) {
      assertTrue(String.valueOf(refused.getMessage()).startsWith("an answer"), refused.toString());
    }
  }

  @Test
  @DisplayName("C4 a long result that holds what no UTF-8 does was cut off by the final report")
  void refusesReportInResult() {
    Connection.Message whole = message(OK, "r-1", "x".repeat(70_000), "", 0, 0);
    whole.bytes()[50_000] = -1;
    assertThrows(IOException.class, () -> TurnAnswer.parse(whole));
  }
}
