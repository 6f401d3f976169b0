package dev.trainyard.local.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A turn as bytes: its numbers, then its texts in UTF-8, each behind its length. Written out by hand: what was stored
 * once must be read for ever. The bot is told by the row. Immutable.
 */
final class TurnBytes {
  private static final int NUMBERS = 5 * Long.BYTES + Integer.BYTES;

  private final TurnRecord turn;
  private final byte[][] texts;

  TurnBytes(TurnRecord turn) {
    this.turn = turn;
    this.texts = new byte[][]{utf8(turn.id()), utf8(turn.stage().text()), utf8(turn.node().value()),
        utf8(turn.cause().map(BreakCause::text).orElse("")), utf8(turn.input()), utf8(turn.output()),
        utf8(turn.log())};
  }

  /** How many bytes {@link #write} takes. */
  int size() {
    int size = NUMBERS;
    for (byte[] text : texts) {
      size += Integer.BYTES + text.length;
    }
    return size;
  }

  void write(ByteBuffer to) {
    to.putLong(StoredInstant.write(turn.at())).putInt(turn.release()).putLong(turn.queueMicros())
        .putLong(turn.startMicros()).putLong(turn.runMicros()).putLong(turn.totalMicros());
    for (byte[] text : texts) {
      to.putInt(text.length).put(text);
    }
  }

  static TurnRecord read(ByteBuffer from, BotId bot) {
    long at = from.getLong();
    int release = from.getInt();
    long queue = from.getLong();
    long start = from.getLong();
    long run = from.getLong();
    long total = from.getLong();
    String id = text(from);
    Stage stage = Stage.parse(text(from));
    NodeName node = new NodeName(text(from));
    Optional<BreakCause> cause = cause(text(from));
    return new TurnRecord(id, bot, stage, node, release, StoredInstant.read(at), cause, queue, start, run, total,
        text(from), text(from), text(from));
  }

  /** The cause of that text; none of no text. */
  static Optional<BreakCause> cause(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(BreakCause.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer from) {
    int length = from.getInt();
    String text = new String(from.array(), from.arrayOffset() + from.position(), length, StandardCharsets.UTF_8);
    from.position(from.position() + length);
    return text;
  }
}
