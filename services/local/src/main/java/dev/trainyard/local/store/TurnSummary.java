package dev.trainyard.local.store;

import dev.trainyard.turn.TurnRecord;
import java.util.List;

/**
 * What a row tells of its turns, so that it need not be unpacked to know that it has none of those that are looked for.
 *
 * @param firstId the least of their ids
 * @param lastId the greatest
 * @param replies whether there is a reply
 * @param causes set of the causes of bot breaks; 0 if there is none
 * @param stages set of stages
 * @param nodes set of nodes
 */
record TurnSummary(String firstId, String lastId, boolean replies, long causes, long stages, long nodes) {

  static TurnSummary of(List<TurnRecord> turns) {
    String firstId = turns.getFirst().id();
    String lastId = firstId;
    boolean replies = false;
    long causes = 0;
    long stages = 0;
    long nodes = 0;
    for (TurnRecord turn : turns) {
      firstId = turn.id().compareTo(firstId) < 0 ? turn.id() : firstId;
      lastId = turn.id().compareTo(lastId) > 0 ? turn.id() : lastId;
      replies |= turn.cause().isEmpty();
      causes |= turn.cause().map(cause -> bit(cause.text())).orElse(0L);
      stages |= bit(turn.stage().text());
      nodes |= bit(turn.node().value());
    }
    return new TurnSummary(firstId, lastId, replies, causes, stages, nodes);
  }

  /** The bit that a text sets. It is stored, so it never changes; Java promises what a text's hash is. */
  static long bit(String text) {
    return 1L << text.hashCode();
  }
}
