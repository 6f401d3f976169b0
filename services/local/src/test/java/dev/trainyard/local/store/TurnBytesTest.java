package dev.trainyard.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.bot.NodeName;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnRecord;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TurnBytesTest {
  private static final TurnRecord REPLY = Samples.turn("turn-é", Samples.AT, "log\n");
  private static final TurnRecord BROKEN = new TurnRecord("t2", Samples.BOT.id(), Stage.PRODUCTION, new NodeName("N"),
      7, Samples.AT, Optional.of(BreakCause.TIMEOUT), 1, 2, 3, 4L << 40, "", "🚂", "");

  private static ByteBuffer written(TurnRecord... turns) {
    ByteBuffer bytes = ByteBuffer.allocate(1000);
    for (TurnRecord turn : turns) {
      int before = bytes.position();
      new TurnBytes(turn).write(bytes);
      assertEquals(new TurnBytes(turn).size(), bytes.position() - before);
    }
    return bytes.flip();
  }

  @Test
  void readsWhatWasWritten() {
    ByteBuffer bytes = written(REPLY, BROKEN);
    assertEquals(List.of(REPLY, BROKEN),
        List.of(TurnBytes.read(bytes, Samples.BOT.id()), TurnBytes.read(bytes, Samples.BOT.id())));
    assertEquals(0, bytes.remaining());
  }

  @Test
  @DisplayName("an id is read without the rest of its turn")
  void readsIds() {
    ByteBuffer bytes = written(REPLY, BROKEN, REPLY);
    assertEquals(List.of("turn-é", "t2", "turn-é"),
        List.of(TurnBytes.readId(bytes), TurnBytes.readId(bytes), TurnBytes.readId(bytes)));
    assertEquals(0, bytes.remaining());
  }

  @Test
  @DisplayName("turns are written as they were by all earlier versions: what is stored is read for ever")
  void neverChanges() {
    ByteBuffer bytes = written(BROKEN);
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    assertEquals("1886caf2450d67f2" + "00000007" + "0000000000000001" + "0000000000000002" + "0000000000000003"
        + "0000040000000000" + "000000027432" + "0000000a70726f64756374696f6e" + "000000014e" + "0000000774696d656f7574"
        + "00000000" + "00000004f09f9a82" + "00000000", HexFormat.of().formatHex(all));
  }
}
