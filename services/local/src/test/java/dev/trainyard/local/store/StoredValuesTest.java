package dev.trainyard.local.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.error.ErrorCode;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

/** Cursors and instants, whatever they hold. */
class StoredValuesTest {
  private static final Cursors CURSORS = new Cursors("nodes");

  private static PageRequest after(Cursor cursor) {
    return new PageRequest(Optional.of(cursor), 10);
  }

  @Property
  void instantsSurviveAndSort(@ForAll long one, @ForAll long other) {
    assertEquals(one, StoredInstant.write(StoredInstant.read(one)));
    assertEquals(Long.signum(Long.compare(one, other)),
        Integer.signum(StoredInstant.read(one).compareTo(StoredInstant.read(other))));
  }

  @Example
  void instantsOutOfRangeBecomeTheNearest() {
    assertEquals(Long.MIN_VALUE, StoredInstant.write(Instant.MIN));
    assertEquals(Long.MAX_VALUE, StoredInstant.write(Instant.MAX));
  }

  @Property
  void cursorsGiveTheirPositionBack(@ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 200) String position) {
    assertEquals(Optional.of(position), CURSORS.position(after(CURSORS.after(position))));
  }

  @Property
  void cursorsOfOtherListsAreRefused(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 200) String position) {
    assertRefused(new Cursors("turns").after(position));
  }

  @Property
  void garbageIsRefused(@ForAll @StringLength(min = 1, max = 1024) String garbage) {
    assertRefused(new Cursor(garbage));
  }

  @Example
  void positionsThatMustBeNumbersAreRefused() {
    assertRefused(CURSORS.after("9999999999999999999999"), CURSORS::number);
    assertRefused(CURSORS.after("x"), CURSORS::number);
  }

  private static void assertRefused(Cursor cursor) {
    assertRefused(cursor, CURSORS::position);
  }

  private static void assertRefused(Cursor cursor, Consumer<PageRequest> reading) {
    Samples.refused(ErrorCode.INVALID, () -> reading.accept(after(cursor)));
  }
}
