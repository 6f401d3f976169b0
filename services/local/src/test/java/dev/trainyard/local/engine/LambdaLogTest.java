package dev.trainyard.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LambdaLogTest {
  private static final LambdaLog.Took TOOK = new LambdaLog.Took(314, -1, 128, 50);
  private static final String REPORT = "END RequestId: r-1\nREPORT RequestId: r-1\tDuration: 0.31 ms\t"
      + "Billed Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: 50 MB\n";

  private static String log(String loading, String output, String ending, LambdaLog.Took took) {
    byte[] bytes = ("before" + loading + output + "after").getBytes(StandardCharsets.UTF_8);
    int start = 6 + loading.getBytes(StandardCharsets.UTF_8).length;
    return LambdaLog.of("r-1", "3", new LambdaLog.Output(bytes, 6, start, bytes.length - 5), ending, took);
  }

  @Test
  @DisplayName("C5.3 a silent invocation has three lines")
  void silent() {
    assertEquals("START RequestId: r-1 Version: 3\n" + REPORT, log("", "", "", TOOK));
  }

  @Test
  @DisplayName("C5.3 START stands between what loading wrote and the invocation's own output, on a line of its own")
  void startsAfterLoading() {
    assertEquals("loading é\nSTART RequestId: r-1 Version: 3\nhéllo\n[ERROR] no\n" + REPORT,
        log("loading é", "héllo", "[ERROR] no\n", TOOK));
    assertEquals("loading\nSTART RequestId: r-1 Version: 3\nhello\n" + REPORT, log("loading\n", "hello\n", "", TOOK));
  }

  @Test
  @DisplayName("C5.3 REPORT rounds to two places, bills each begun millisecond, and tells the first turn's loading")
  void reports() {
    assertEquals(
        "START RequestId: r-1 Version: 3\nEND RequestId: r-1\nREPORT RequestId: r-1\tDuration: 100.01 ms\t"
            + "Billed Duration: 101 ms\tMemory Size: 256 MB\tMax Memory Used: 9 MB\tInit Duration: 80.00 ms\n",
        log("", "", "", new LambdaLog.Took(100_006, 80_001, 256, 9)));
    assertEquals(
        "START RequestId: r-1 Version: 3\nEND RequestId: r-1\nREPORT RequestId: r-1\tDuration: 0.00 ms\t"
            + "Billed Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: 0 MB\n",
        log("", "", "", new LambdaLog.Took(0, -1, 128, 0)));
  }
}
