package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.Cursor;
import dev.trainyard.page.Cursors;
import dev.trainyard.page.PageRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class KeysTest {

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
        .flatMap(second -> Arbitraries.longs().between(0, 999_999_999)
            .map(nano -> Instant.ofEpochSecond(second, nano)));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("#%0123ABab~ é🚂\u0000").ofMinLength(1).ofMaxLength(12)
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  @Property
  void momentsSortAsInstantsDo(@ForAll("instants") Instant one, @ForAll("instants") Instant other) {
    assertEquals(Integer.signum(one.compareTo(other)),
        Integer.signum(Keys.moment(one).compareTo(Keys.moment(other))));
    assertEquals(26, Keys.moment(one).length());
  }

  @Property
  void numbersSortAsTheyCount(@ForAll @IntRange(min = 0) int one, @ForAll @IntRange(min = 0) int other) {
    assertEquals(Integer.signum(Integer.compare(one, other)),
        Integer.signum(Keys.ordered(one).compareTo(Keys.ordered(other))));
  }

  @Property
  void noTwoThingsShareAKey(@ForAll("texts") String bot, @ForAll("texts") String id, @ForAll("texts") String otherBot,
      @ForAll("texts") String otherId) {
    boolean same = bot.equals(otherBot) && id.equals(otherId);
    assertEquals(same,
        Keys.turn(new BotId(bot), id).equals(Keys.turn(new BotId(otherBot), otherId)));
  }

  @Property
  void escapedPartsAreAsciiWithoutSeparator(@ForAll @StringLength(max = 64) String text) {
    String escaped = Keys.escape(text);
    assertTrue(escaped.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#'), escaped);
    assertTrue(!text.matches("[a-zA-Z0-9_-]*") || escaped.equals(text), escaped);
  }

  @Property
  void rangesHoldWhatBeginsWithTheirPrefix(@ForAll("texts") String part, @ForAll("texts") String other) {
    Range range = Range.of("p", Keys.SAMPLE);
    String sort = Keys.SAMPLE + Keys.escape(part);
    assertTrue(range.low().compareTo(sort) < 0 && range.high().compareTo(sort) > 0);
    String neighbour = "SAMPLES" + Keys.escape(other);
    assertTrue(range.low().compareTo(neighbour) > 0 || range.high().compareTo(neighbour) < 0);
  }

  @Property
  void cursorsGiveBackTheirPosition(@ForAll("texts") String position) {
    Cursors cursors = new Cursors("things");
    Cursor cursor = cursors.after(position);
    assertEquals(Optional.of(position), cursors.position(new PageRequest(Optional.of(cursor), 1)));
    assertEquals(ErrorCode.INVALID, assertThrows(TrainyardException.class,
        () -> new Cursors("others").position(new PageRequest(Optional.of(cursor), 1))).code());
  }

  @Property
  void whatIsNoCursorIsRefused(@ForAll @StringLength(min = 1, max = 40) String garbage) {
    assertEquals(ErrorCode.INVALID, assertThrows(TrainyardException.class,
        () -> new Cursors("things").number(new PageRequest(Optional.of(new Cursor(garbage)), 1))).code());
  }

  @Property
  void numbersThatCountNothingAreNoPositions(@ForAll int number) {
    Cursors cursors = new Cursors("things");
    PageRequest request = new PageRequest(Optional.of(cursors.after(String.valueOf(number))), 1);
    if (number >= 1) {
      assertEquals(Optional.of(number), cursors.number(request));
    } else {
      assertThrows(TrainyardException.class, () -> cursors.number(request));
    }
  }
}
