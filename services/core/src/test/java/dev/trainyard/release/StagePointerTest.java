package dev.trainyard.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Author;
import dev.trainyard.release.StageMove.Kind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Pointers against the simplest model there is: a stack that nobody cuts. */
class StagePointerTest {
  private static final Author AUTHOR = new Author("ada");

  @Property
  @Label("C8.4 any sequence of moves leaves the pointer where a stack of releases says")
  void followsTheModel(@ForAll("moves") List<Wish> wishes) {
    Deque<Integer> model = new ArrayDeque<>();
    StagePointer pointer = StagePointer.none();
    for (Wish wish : wishes) {
      OptionalInt target = wish.kind() == Kind.ROLLBACK && wish.release() == 0
          ? pointer.earlier()
          : OptionalInt.of(Math.max(1, wish.release()));
      if (target.isEmpty()) {
        assertTrue(model.size() < 2, "nothing earlier");
        continue;
      }
      pointer = pointer.after(move(pointer, wish.kind(), target.getAsInt()));
      follow(model, wish.kind(), target.getAsInt());

      List<Integer> whole = new ArrayList<>(model).reversed();
      List<Integer> expected = whole.subList(Math.max(0, whole.size() - StagePointer.LONGEST_TRAIL), whole.size());
      assertEquals(expected, pointer.trail());
      assertEquals(target.getAsInt(), pointer.release().orElseThrow());
      while (model.size() > StagePointer.LONGEST_TRAIL) {
        model.removeLast();
      }
    }
  }

  @Property
  @Label("C8.4 repeated roll-backs go further back each time and come to an end")
  void rollsBackToTheEnd(@ForAll("moves") List<Wish> wishes) {
    StagePointer pointer = StagePointer.none();
    for (Wish wish : wishes) {
      if (wish.kind() != Kind.ROLLBACK) {
        pointer = pointer.after(move(pointer, wish.kind(), wish.release() + 1));
      }
    }
    List<Integer> trail = pointer.trail();
    for (int place = trail.size() - 1; place > 0; place--) {
      int earlier = pointer.earlier().orElseThrow();
      pointer = pointer.after(move(pointer, Kind.ROLLBACK, earlier));
      assertTrue(pointer.trail().size() <= place, "shorter each time");
    }
    assertTrue(pointer.earlier().isEmpty());
  }

  @Property
  @Label("C8.4 no move makes a roll-back to the release that the stage has already")
  void neverRepeatsAReleaseInARow(@ForAll("moves") List<Wish> wishes) {
    StagePointer pointer = StagePointer.none();
    for (Wish wish : wishes) {
      pointer = pointer.after(move(pointer, wish.kind(), Math.max(1, wish.release())));
      for (int i = 1; i < pointer.trail().size(); i++) {
        assertTrue(!pointer.trail().get(i).equals(pointer.trail().get(i - 1)), pointer.toString());
      }
    }
  }

  @Example
  @Label("C8.4 a roll-back to a release off the trail can itself be rolled back")
  void rollsBackOffTheTrail() {
    StagePointer pointer = StagePointer.none();
    for (int release = 1; release <= 3; release++) {
      pointer = pointer.after(move(pointer, Kind.TRAIN, release));
    }
    pointer = pointer.after(move(pointer, Kind.ROLLBACK, 1));
    assertEquals(List.of(1), pointer.trail());
    pointer = pointer.after(move(pointer, Kind.ROLLBACK, 3));
    assertEquals(List.of(1, 3), pointer.trail());
    assertEquals(1, pointer.earlier().orElseThrow());
  }

  @Example
  void refusesAMoveOfAnotherRevision() {
    StageMove stale = new StageMove(2, 1, Kind.TRAIN, Instant.EPOCH, AUTHOR);
    assertThrows(IllegalArgumentException.class, () -> StagePointer.none().after(stale));
  }

  @Provide
  Arbitrary<List<Wish>> moves() {
    Arbitrary<Kind> kinds = Arbitraries.of(Kind.class);
    Arbitrary<Integer> releases = Arbitraries.integers().between(0, 8);
    return Combinators.combine(kinds, releases).as(Wish::new).list().ofMaxSize(200);
  }

  /** What a person asks for; 0 is a roll-back without a target. */
  record Wish(Kind kind, int release) {
  }

  private static void follow(Deque<Integer> model, Kind kind, int release) {
    Set<Integer> held = new HashSet<>(model);
    if (kind == Kind.ROLLBACK && held.contains(release)) {
      while (model.getFirst() != release) {
        model.removeFirst();
      }
    } else if (model.isEmpty() || model.getFirst() != release) {
      model.addFirst(release);
    }
  }

  private static StageMove move(StagePointer pointer, Kind kind, int release) {
    return new StageMove(pointer.revision() + 1, release, kind, Instant.EPOCH, AUTHOR);
  }
}
