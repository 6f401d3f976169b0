package dev.trainyard.local.store;

import dev.trainyard.turn.TurnRecord;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Packs turns into rows. Not thread-safe: its buffers are used again and again. */
final class TurnBlockWriter {
  /** A row is begun anew rather than made longer: all of it is unpacked for one turn, and more would pack no better. */
  private static final int LONGEST = 128 * 1024;
  /** What a row costs beside its turns, with its share of the indexes. */
  private static final int ROW_BYTES = 300;

  private ByteBuffer turns = ByteBuffer.allocate(LONGEST);
  private byte[] packed = new byte[TurnBlock.roomFor(LONGEST)];

  /** Writes turns of any bots, which are not there yet. */
  void write(SqlSession sql, List<TurnRecord> records) throws SQLException {
    Map<String, List<TurnRecord>> byBot = new LinkedHashMap<>();
    for (TurnRecord turn : records) {
      byBot.computeIfAbsent(turn.bot().value(), _ -> new ArrayList<>()).add(turn);
    }
    for (Map.Entry<String, List<TurnRecord>> one : byBot.entrySet()) {
      one.getValue().sort(Comparator.comparing(TurnRecord::at));
      writeOf(sql, one.getKey(), one.getValue());
    }
  }

  private void writeOf(SqlSession sql, String bot, List<TurnRecord> sorted) throws SQLException {
    int begin = 0;
    for (int i = 0; i < sorted.size(); i++) {
      TurnBytes bytes = new TurnBytes(sorted.get(i));
      int size = bytes.size();
      if (i > begin && turns.position() + size > LONGEST) {
        insert(sql, bot, sorted.subList(begin, i));
        begin = i;
      }
      if (size > turns.remaining()) {
        // One turn that is longer than a row should be: it has one for itself.
        turns = ByteBuffer.allocate(size);
        packed = new byte[TurnBlock.roomFor(size)];
      }
      bytes.write(turns);
    }
    insert(sql, bot, sorted.subList(begin, sorted.size()));
  }

  private void insert(SqlSession sql, String bot, List<TurnRecord> sorted) throws SQLException {
    TurnSummary summary = TurnSummary.of(sorted);
    byte[] block = TurnBlock.pack(turns, packed);
    turns.clear();
    sql.change("""
        INSERT INTO turn_block (bot_id, first_at, last_at, first_id, last_id, replies, causes, stages, nodes, bytes,
        turns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", bot, sorted.getFirst().at(), sorted.getLast().at(),
        summary.firstId(), summary.lastId(), summary.replies(), summary.causes(), summary.stages(), summary.nodes(),
        ROW_BYTES + block.length, block);
  }
}
