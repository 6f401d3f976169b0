package dev.trainyard.release;

import dev.trainyard.bot.Author;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a stage runs, and the way back.
 *
 * @param revision grows by one with every move, 0 before the first
 * @param trail the releases it came by, oldest first and the present one last; at most {@value #LONGEST_TRAIL}; empty
 * before the first move
 * @param since when it was last moved
 * @param by who moved it
 */
public record StagePointer(int revision, List<Integer> trail, Instant since, Author by) {
  /** How far a stage can be rolled back. */
  public static final int LONGEST_TRAIL = 50;

  public StagePointer {
    trail = List.copyOf(trail);
    if (trail.size() > LONGEST_TRAIL || trail.isEmpty() != (revision == 0)) {
      throw new IllegalArgumentException("a trail of " + trail.size() + " at revision " + revision);
    }
  }

  /**
   * A stage that never had a release.
   *
   * @return revision 0
   */
  public static StagePointer none() {
    return new StagePointer(0, List.of(), Instant.EPOCH, new Author("nobody"));
  }

  /**
   * The present release.
   *
   * @return its number, empty before the first move
   */
  public OptionalInt release() {
    return trail.isEmpty() ? OptionalInt.empty() : OptionalInt.of(trail.getLast());
  }

  /**
   * The release that a roll-back without a target returns to.
   *
   * @return its number, empty if there is nothing earlier
   */
  public OptionalInt earlier() {
    return trail.size() < 2 ? OptionalInt.empty() : OptionalInt.of(trail.get(trail.size() - 2));
  }

  /**
   * The pointer after a move. Training and transfer lengthen the trail (to the present release: they leave it as it
   * is); a roll-back shortens it to the last place where the trail has the target, or lengthens it if the trail has no
   * such place, so that the next roll-back undoes it.
   *
   * @param move one revision after this one
   * @return the next pointer
   */
  public StagePointer after(StageMove move) {
    if (move.revision() != revision + 1) {
      throw new IllegalArgumentException("move " + move.revision() + " cannot follow revision " + revision);
    }
    int place = switch (move.kind()) {
      case TRAIN, TRANSFER -> !trail.isEmpty() && trail.getLast() == move.release() ? trail.size() - 1 : -1;
      case ROLLBACK -> trail.lastIndexOf(move.release());
    };
    List<Integer> next = new ArrayList<>(place >= 0 ? trail.subList(0, place + 1) : trail);
    if (place < 0) {
      next.add(move.release());
    }
    return new StagePointer(move.revision(), next.subList(Math.max(0, next.size() - LONGEST_TRAIL), next.size()),
        move.at(), move.by());
  }
}
