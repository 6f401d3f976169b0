package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.Digest;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Release;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@code ReleaseStore} must do. */
public abstract class ReleaseStoreContract extends StoreContract {
  private BotId bot = new BotId("unused");

  @BeforeEach
  void begin() {
    bot = storedBot().id();
  }

  private Release release(int number) {
    return new Release(bot, number, Digest.of("manifest " + number), number * 10, AT.plusSeconds(number), ADA,
        "Notiz „%d“ 🚂\nsecond line".formatted(number));
  }

  private void append(int numbers) {
    IntStream.rangeClosed(1, numbers).forEach(number -> stores().releases().append(release(number)));
  }

  @Test
  @DisplayName("C8.1 a release is found as it was appended, also after a restart")
  void findsWhatWasAppended() {
    assertEquals(Optional.empty(), stores().releases().newest(bot));
    assertEquals(Optional.empty(), stores().releases().find(bot, 1));
    append(2);
    assertEquals(Optional.of(release(2)), stores().releases().newest(bot));
    assertEquals(Optional.of(release(1)), stores().releases().find(bot, 1));
    assertEquals(Optional.of(release(2)), reopen().releases().newest(bot));
    assertEquals(Optional.empty(), stores().releases().find(bot, 3));
  }

  @Test
  @DisplayName("C8.1 numbers begin at 1 and grow by one")
  void refusesWhatDoesNotFollowTheNewest() {
    refused(ErrorCode.CONFLICT, () -> stores().releases().append(release(2)));
    append(2);
    for (int wrong : new int[]{1, 2, 4}) {
      refused(ErrorCode.CONFLICT, () -> stores().releases().append(release(wrong)));
    }
    assertEquals(List.of(release(2), release(1)), stores().releases().list(bot, PageRequest.first(10)).items());
  }

  @Test
  @DisplayName("C8.5 one of several that append a number wins")
  void oneAppenderWins() {
    append(1);
    List<Finish<Release>> finishes = Race.run(8, number -> {
      Release mine = new Release(bot, 2, Digest.of("by " + number), 1, AT, ADA, "by " + number);
      (number % 2 == 0 ? stores() : reopen()).releases().append(mine);
      return mine;
    });
    List<Release> winners = finishes.stream().flatMap(finish -> finish.value().stream()).toList();
    assertEquals(1, winners.size());
    assertEquals(7, finishes.stream().filter(finish -> finish.refused(ErrorCode.CONFLICT)).count());
    assertEquals(Optional.of(winners.getFirst()), stores().releases().newest(bot));
  }

  @Test
  void keepsBotsApart() {
    append(2);
    Bot other = storedBot();
    assertEquals(Optional.empty(), stores().releases().newest(other.id()));
    assertEquals(Optional.empty(), stores().releases().find(other.id(), 1));
    assertEquals(List.of(), stores().releases().list(other.id(), PageRequest.first(10)).items());
  }

  @Test
  void listsTheNewestFirstInPages() {
    append(12);
    Paging.check(IntStream.rangeClosed(1, 12).mapToObj(number -> release(13 - number)).toList(),
        page -> stores().releases().list(bot, page));
  }

  @Test
  @DisplayName("a list that is read while releases come and go repeats and misses nothing")
  void listsSteadily() {
    append(8);
    List<Release> seen = Paging.walk(3, page -> stores().releases().list(bot, page), firstPage -> {
      stores().releases().append(release(9));
      stores().releases().prune(bot, 3);
    });
    List<Integer> numbers = seen.stream().map(Release::number).toList();
    assertEquals(List.of(8, 7, 6, 5, 4, 2, 1), numbers);
  }

  @Test
  @DisplayName("C8.4 a pruned release is gone, and its number is not used again")
  void prunes() {
    append(5);
    stores().releases().prune(bot, 2);
    stores().releases().prune(bot, 2);
    stores().releases().prune(bot, 77);
    assertEquals(Optional.empty(), stores().releases().find(bot, 2));
    assertEquals(List.of(release(5), release(4), release(3), release(1)),
        reopen().releases().list(bot, PageRequest.first(10)).items());
    refused(ErrorCode.CONFLICT, () -> stores().releases().append(release(2)));
    stores().releases().append(release(6));
    assertEquals(Optional.of(release(6)), stores().releases().newest(bot));
  }

  @Test
  @DisplayName("C8.1 the newest release is never pruned, so that numbers only grow")
  void keepsTheNewest() {
    append(3);
    IntStream.rangeClosed(1, 3).forEach(number -> stores().releases().prune(bot, number));
    assertEquals(Optional.of(release(3)), stores().releases().newest(bot));
    assertEquals(Optional.of(release(3)), stores().releases().find(bot, 3));
    refused(ErrorCode.CONFLICT, () -> stores().releases().append(release(1)));
    stores().releases().append(release(4));
  }
}
