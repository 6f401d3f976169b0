package dev.trainyard.local.store;

import dev.trainyard.bot.BotId;
import dev.trainyard.turn.TurnRecord;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Consumer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * The turns of one row: the number of their bytes, then these bytes as one block of LZ4. Thread-safe: there is nothing
 * but functions.
 */
final class TurnBlock {
  /** No row has more bytes unpacked, whatever its number says: a damaged file must not fill the memory. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final LZ4Factory LZ4 = LZ4Factory.fastestInstance();
  private static final LZ4Compressor PACKER = LZ4.fastCompressor();
  private static final LZ4SafeDecompressor UNPACKER = LZ4.safeDecompressor();

  private TurnBlock() {
  }

  /**
   * Packs.
   *
   * @param turns the bytes of turns, from its beginning to its position
   * @param room for what becomes of them; at least {@link #roomFor} bytes
   * @return the packed turns, exactly
   */
  static byte[] pack(ByteBuffer turns, byte[] room) {
    int size = turns.position();
    ByteBuffer.wrap(room).putInt(size);
    int packed = PACKER.compress(turns.array(), turns.arrayOffset(), size, room, Integer.BYTES);
    return Arrays.copyOf(room, Integer.BYTES + packed);
  }

  static int roomFor(int size) {
    return Integer.BYTES + PACKER.maxCompressedLength(size);
  }

  /** Gives each turn of a row with the columns {@code bot_id} and {@code turns}, and how many bytes it has. */
  static void read(Row row, Consumer<Sized> turns) throws SQLException {
    BotId bot = new BotId(row.text("bot_id"));
    ByteBuffer unpacked = unpack(row.bytes("turns"));
    while (unpacked.hasRemaining()) {
      int before = unpacked.position();
      TurnRecord turn = TurnBytes.read(unpacked, bot);
      turns.accept(new Sized(turn, unpacked.position() - before));
    }
  }

  /** Gives the id of each turn of a row with the column {@code turns}. */
  static void readIds(Row row, Consumer<String> ids) throws SQLException {
    ByteBuffer unpacked = unpack(row.bytes("turns"));
    while (unpacked.hasRemaining()) {
      ids.accept(TurnBytes.readId(unpacked));
    }
  }

  private static ByteBuffer unpack(byte[] packed) throws SQLException {
    int size = ByteBuffer.wrap(packed).getInt();
    if (size < 0 || size > MOST_BYTES) {
      throw new SQLException("a row of turns tells of %d bytes".formatted(size));
    }
    return ByteBuffer.wrap(UNPACKER.decompress(packed, Integer.BYTES, packed.length - Integer.BYTES, size));
  }

  /** A turn, and how many bytes it has. */
  record Sized(TurnRecord turn, int bytes) {
  }
}
