package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.BotSettings.BreakAction;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import dev.trainyard.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@code BotStore} must do. */
public abstract class BotStoreContract extends StoreContract {
  private static final BotSettings SETTINGS = new BotSettings("Klinik „Süd“ 🏥",
      new TreeMap<>(Map.of("en", List.of("Sorry.", "Later!"), "hi", List.of("क्षमा करें"))), BreakAction.HAND_OVER);

  @Test
  @DisplayName("C8.7 a bot is found as it was made, also after a restart")
  void findsWhatWasCreated() {
    Bot bot = bot("b-" + unique()).with(SETTINGS, AT);
    Bot first = new Bot(bot.id(), bot.name(), SETTINGS, 1, AT);
    stores().bots().create(first);
    assertEquals(Optional.of(first), stores().bots().find(first.name()));
    assertEquals(Optional.of(first), reopen().bots().find(first.name()));
  }

  @Test
  void findsNothingUnderAnUnusedName() {
    assertEquals(Optional.empty(), stores().bots().find(new BotName("b-" + unique())));
  }

  @Test
  void refusesATakenNameAndKeepsTheFirst() {
    Bot first = storedBot();
    refused(ErrorCode.NAME_TAKEN, () -> stores().bots().create(bot(first.name().value())));
    assertEquals(Optional.of(first), stores().bots().find(first.name()));
  }

  @Test
  @DisplayName("one of several that create under a name wins")
  void oneCreatorWins() {
    String name = "b-" + unique();
    List<Bot> candidates = Stream.generate(() -> bot(name)).limit(8).toList();
    List<Finish<Bot>> finishes = Race.run(8, number -> {
      (number % 2 == 0 ? stores() : reopen()).bots().create(candidates.get(number));
      return candidates.get(number);
    });
    List<Bot> winners = finishes.stream().flatMap(finish -> finish.value().stream()).toList();
    assertEquals(1, winners.size());
    assertEquals(7, finishes.stream().filter(finish -> finish.refused(ErrorCode.NAME_TAKEN)).count());
    assertEquals(Optional.of(winners.getFirst()), stores().bots().find(new BotName(name)));
  }

  @Test
  void updatesToTheNextRevision() {
    Bot changed = storedBot().with(SETTINGS, AT.plusMillis(1));
    stores().bots().update(changed);
    assertEquals(Optional.of(changed), stores().bots().find(changed.name()));
    assertEquals(Optional.of(changed), reopen().bots().find(changed.name()));
  }

  @Test
  void refusesAnUpdateThatDoesNotFollowWhatIsStored() {
    Bot first = storedBot();
    Bot second = first.with(SETTINGS, AT.plusMillis(1));
    stores().bots().update(second);
    assertEquals(2,
        refused(ErrorCode.CONFLICT, () -> stores().bots().update(second)).members().get("current_revision"));
    Bot fourth = second.with(BotSettings.DEFAULT, AT).with(SETTINGS, AT);
    refused(ErrorCode.CONFLICT, () -> stores().bots().update(fourth));
    assertEquals(Optional.of(second), stores().bots().find(first.name()));
  }

  @Test
  @DisplayName("one of several that update a revision wins")
  void oneUpdaterWins() {
    Bot first = storedBot();
    List<Finish<Bot>> finishes = Race.run(8, number -> {
      Bot next = first.with(SETTINGS, AT.plusSeconds(number));
      (number % 2 == 0 ? stores() : reopen()).bots().update(next);
      return next;
    });
    List<Bot> winners = finishes.stream().flatMap(finish -> finish.value().stream()).toList();
    assertEquals(1, winners.size());
    assertEquals(7, finishes.stream().filter(finish -> finish.refused(ErrorCode.CONFLICT)).count());
    assertEquals(Optional.of(winners.getFirst()), stores().bots().find(first.name()));
  }

  @Test
  void refusesAnUpdateOfABotThatIsGone() {
    Bot gone = storedBot();
    stores().bots().delete(gone);
    refused(ErrorCode.NOT_FOUND, () -> stores().bots().update(gone.with(SETTINGS, AT)));
    stores().bots().create(bot(gone.name().value()));
    refused(ErrorCode.NOT_FOUND, () -> stores().bots().update(gone.with(SETTINGS, AT)));
  }

  @Test
  void listsByNameInPages() {
    String prefix = unique();
    List<Bot> expected = new ArrayList<>();
    for (String tail : List.of("", "-", "-a", "0", "9", "_", "_b", "a", "aa", "b", "z")) {
      expected.add(bot(prefix + tail));
    }
    List<Bot> shuffled = new ArrayList<>(expected);
    Collections.reverse(shuffled);
    shuffled.forEach(stores().bots()::create);
    Paging.check(expected, bot -> bot.name().value().startsWith(prefix), stores().bots()::list);
  }

  @Test
  @DisplayName("a list goes on where it was, although bots come and go meanwhile")
  void listsSteadily() {
    String prefix = unique();
    List<Bot> bots = Stream.of("b", "d", "f", "h").map(tail -> bot(prefix + tail)).toList();
    bots.forEach(stores().bots()::create);
    List<Bot> seen = Paging.walk(1, stores().bots()::list, firstPage -> {
      stores().bots().create(bot(prefix + "a"));
      stores().bots().create(bot(prefix + "e"));
      stores().bots().delete(bots.get(1));
    });
    List<String> tails = seen.stream().map(bot -> bot.name().value()).filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length())).toList();
    assertEquals(tails.stream().distinct().sorted().toList(), tails);
    assertTrue(tails.containsAll(List.of("b", "f", "h")), tails.toString());
  }

  @Test
  void deletesAgainAndAgain() {
    Bot gone = storedBot();
    stores().bots().delete(gone);
    stores().bots().delete(gone);
    assertEquals(Optional.empty(), stores().bots().find(gone.name()));
    assertEquals(Optional.empty(), reopen().bots().find(gone.name()));
  }

  @Test
  @DisplayName("C8.7 deleting a bot again spares the one that was made anew under its name")
  void deletesById() {
    Bot gone = storedBot();
    stores().bots().delete(gone);
    Bot anew = bot(gone.name().value());
    stores().bots().create(anew);
    stores().bots().delete(gone);
    assertEquals(Optional.of(anew), stores().bots().find(anew.name()));
  }
}
