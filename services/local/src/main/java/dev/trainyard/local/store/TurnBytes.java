package dev.trainyard.local.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.BreakCause;
import dev.trainyard.turn.TurnRecord;
import dev.trainyard.turn.TurnText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A turn as bytes: its numbers, then its texts in UTF-8, each behind its length. Written out by hand: what was stored
 * once must be read for ever. The bot is told by the row. Immutable.
 */
final class TurnBytes {
  private static final int NUMBERS = 5 * Long.BYTES + Integer.BYTES;
  private static final int TEXTS = 7;

  private final TurnRecord turn;
  private final List<TurnText> texts;

  TurnBytes(TurnRecord turn) {
    this.turn = turn;
    String cause = turn.cause().isPresent() ? turn.cause().get().text() : "";
    this.texts = List.of(TurnText.of(turn.id()), TurnText.of(turn.stage().text()), TurnText.of(turn.node().value()),
        TurnText.of(cause), turn.input(), turn.output(), turn.log());
  }

  /** How many bytes {@link #write} takes. */
  int size() {
    int size = NUMBERS;
    for (TurnText text : texts) {
      size += Integer.BYTES + text.size();
    }
    return size;
  }

  void write(ByteBuffer to) {
    to.putLong(StoredInstant.write(turn.at())).putInt(turn.release()).putLong(turn.queueMicros())
        .putLong(turn.startMicros()).putLong(turn.runMicros()).putLong(turn.totalMicros());
    for (TurnText text : texts) {
      text.write(to.putInt(text.size()));
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
        TurnText.of(bytes(from)), TurnText.of(bytes(from)), TurnText.of(bytes(from)));
  }

  /** Reads the id of a turn, and leaves the rest behind. */
  static String readId(ByteBuffer from) {
    from.position(from.position() + NUMBERS);
    String id = text(from);
    for (int i = 1; i < TEXTS; i++) {
      int length = from.getInt();
      from.position(from.position() + length);
    }
    return id;
  }

  /** The cause of that text; none of no text. */
  static Optional<BreakCause> cause(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(BreakCause.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  private static String text(ByteBuffer from) {
    return new String(bytes(from), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer from) {
    byte[] bytes = new byte[from.getInt()];
    from.get(bytes);
    return bytes;
  }
}
