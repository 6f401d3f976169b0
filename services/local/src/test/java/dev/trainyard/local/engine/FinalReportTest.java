package dev.trainyard.local.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.local.engine.FinalReport.Phase;
import dev.trainyard.local.engine.FinalReport.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

final class FinalReportTest {
  static byte[] report(String fields, String log) {
    byte[] json = fields.getBytes(StandardCharsets.UTF_8);
    byte[] text = log.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[]{-1, -1, -1, -1, 'T', 'Y', 'E', 'X'});
    bytes.writeBytes(json);
    bytes.writeBytes(text);
    bytes.writeBytes(ByteBuffer.allocate(8).putInt(json.length + text.length).putInt(json.length).array());
    return bytes.toByteArray();
  }

  @Property(tries = 200)
  @Label("C4 process_exit: the report is found behind whatever the code wrote, even a report of its own making")
  void isFoundFromItsEnd(@ForAll byte[] before, @ForAll String log, @ForAll boolean forged, @ForAll int start) {
    byte[] real = report("{\"reason\":\"signal\",\"signal\":11,\"phase\":\"run\",\"memory_kb\":2048,\"log_cut\":7,"
        + "\"log_start\":" + start + "}", log);
    byte[] fake = forged ? report("{\"reason\":\"stopped\",\"phase\":\"idle\"}", "forged") : new byte[0];
    byte[] tail = ByteBuffer.allocate(before.length + fake.length + real.length).put(before).put(fake).put(real)
        .array();
    FinalReport found = FinalReport.parse(tail).orElseThrow();
    assertEquals(Reason.SIGNAL, found.reason());
    assertEquals(Phase.RUN, found.phase());
    assertEquals(11, found.signal());
    assertEquals(7, found.logCut());
    LambdaLog.Output output = found.output();
    byte[] written = log.getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(written, Arrays.copyOfRange(output.bytes(), output.from(), output.to()));
    assertEquals(Math.clamp(start, 0, written.length), output.start() - output.from());
  }

  @Property(tries = 200)
  @Label("bytes that end with no report give none")
  void isNotFoundInNoise(@ForAll @Size(max = 64) byte[] noise) {
    assertTrue(FinalReport.parse(noise).isEmpty());
  }

  @Property(tries = 100)
  @Label("a report that was cut off gives none")
  void isNotFoundWhenCut(@ForAll @net.jqwik.api.constraints.IntRange(min = 1, max = 40) int missing) {
    byte[] whole = report("{\"reason\":\"exit\",\"exit_code\":3,\"phase\":\"run\"}", "some output that is long enough");
    assertTrue(FinalReport.parse(Arrays.copyOf(whole, whole.length - missing)).isEmpty());
  }
}
