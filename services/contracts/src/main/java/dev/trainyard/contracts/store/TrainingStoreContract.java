package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.NodeName;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.NodeProblem;
import dev.trainyard.release.Training;
import dev.trainyard.release.Training.State;
import dev.trainyard.release.TrainingId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@code TrainingStore} must do. */
public abstract class TrainingStoreContract extends StoreContract {
  private static final Instant LEASE = AT.plusSeconds(30);
  private static final Instant LATER = AT.plusSeconds(60);
  private BotId bot = new BotId("unused");

  @BeforeEach
  void begin() {
    bot = storedBot().id();
  }

  private Training begun(String id) {
    return Training.begun(new TrainingId(id), bot, ADA, "note „%s“ 🚂".formatted(id), AT);
  }

  private Optional<Training> find(Training training, Instant now) {
    return stores().trainings().find(bot, training.id(), now);
  }

  private State state(Training training, Instant now) {
    return find(training, now).orElseThrow().state();
  }

  @Test
  void findsWhatBegan() {
    Training training = begun("t1");
    assertEquals(Optional.empty(), find(training, AT));
    stores().trainings().begin(training, AT, LEASE);
    assertEquals(Optional.of(training), find(training, AT));
    assertEquals(Optional.of(training), reopen().trainings().find(bot, training.id(), AT));
    assertEquals(Optional.empty(), stores().trainings().find(storedBot().id(), training.id(), AT));
  }

  @Test
  @DisplayName("C8.1 a second training is refused and told which one is running")
  void refusesASecond() {
    stores().trainings().begin(begun("t1"), AT, LEASE);
    TrainyardException refusal = refused(ErrorCode.TRAINING_RUNNING,
        () -> stores().trainings().begin(begun("t2"), AT.plusSeconds(1), LATER));
    assertEquals("t1", refusal.members().get("training"));
    assertEquals(Optional.empty(), find(begun("t2"), AT));
    BotId other = storedBot().id();
    stores().trainings().begin(Training.begun(new TrainingId("t2"), other, ADA, "", AT), AT, LEASE);
  }

  @Test
  @DisplayName("C8.1 one of several that begin a training wins, and the others are told which")
  void oneBeginnerWins() {
    List<Finish<Training>> finishes = Race.run(8, number -> {
      Training mine = begun("t" + number);
      (number % 2 == 0 ? stores() : reopen()).trainings().begin(mine, AT, LEASE);
      return mine;
    });
    List<Training> winners = finishes.stream().flatMap(finish -> finish.value().stream()).toList();
    assertEquals(1, winners.size());
    String winner = winners.getFirst().id().value();
    List<TrainyardException> refusals = finishes.stream().flatMap(finish -> finish.refusal().stream()).toList();
    assertTrue(refusals.stream().allMatch(refusal -> refusal.code() == ErrorCode.TRAINING_RUNNING));
    assertTrue(refusals.stream().allMatch(refusal -> winner.equals(refusal.members().get("training"))));
    assertEquals(winners, stores().trainings().list(bot, AT, PageRequest.first(10)).items());
  }

  @Test
  void recordsProgressAndEveryEnd() {
    List<NodeProblem> problems = List.of(
        new NodeProblem(new NodeName("A"), "syntax_error", "invalid syntax", Optional.of(new CodeProblem(3, 7, "é"))),
        new NodeProblem(new NodeName("B"), "not_saved", "never saved", Optional.empty()));
    List<Training> ends = List.of(begun("t1").progressed(3, 9).succeeded(4, AT.plusSeconds(2)),
        begun("t2").refused(problems, AT.plusSeconds(2)),
        begun("t3").failed("The engine „failed“.", AT.plusSeconds(2)));
    for (Training end : ends) {
      Training begun = begun(end.id().value());
      stores().trainings().begin(begun, AT, LEASE);
      stores().trainings().update(begun.progressed(3, 9), LEASE);
      assertEquals(Optional.of(begun.progressed(3, 9)), find(begun, AT));
      stores().trainings().update(end, LEASE);
      assertEquals(Optional.of(end), find(end, AT));
      assertEquals(Optional.of(end), find(end, LATER.plusSeconds(999)));
      assertEquals(Optional.of(end), reopen().trainings().find(bot, end.id(), LATER));
    }
  }

  @Test
  void anEndedTrainingCannotGoOn() {
    Training training = begun("t1");
    stores().trainings().begin(training, AT, LEASE);
    stores().trainings().update(training.succeeded(1, AT), LEASE);
    refused(ErrorCode.CONFLICT, () -> stores().trainings().update(training.progressed(1, 2), LATER));
    assertEquals(State.SUCCEEDED, state(training, AT));
    refused(ErrorCode.CONFLICT, () -> stores().trainings().update(begun("never"), LATER));
  }

  @Test
  @DisplayName("C8.5 a training whose lease has expired is seen as interrupted, and gives way to the next")
  void anExpiredLeaseGivesWay() {
    Training dead = begun("dead");
    stores().trainings().begin(dead, AT, LEASE);
    assertEquals(State.RUNNING, state(dead, LEASE.minusMillis(1)));
    assertEquals(State.INTERRUPTED, state(dead, LATER));
    assertEquals(State.INTERRUPTED,
        stores().trainings().list(bot, LATER, PageRequest.first(1)).items().getFirst().state());
    Training next = begun("next");
    stores().trainings().begin(next, LATER, LATER.plusSeconds(30));
    assertEquals(State.INTERRUPTED, state(dead, LATER));
    assertTrue(find(dead, LATER).orElseThrow().endedAt().isPresent());
    refused(ErrorCode.CONFLICT, () -> stores().trainings().update(dead.progressed(1, 1), LATER.plusSeconds(99)));
    refused(ErrorCode.CONFLICT, () -> stores().trainings().update(dead.succeeded(1, LATER), LATER));
    assertEquals(State.INTERRUPTED, state(dead, LATER));
    assertEquals(State.RUNNING, state(next, LATER));
  }

  @Test
  void progressRenewsTheLease() {
    Training training = begun("t1");
    stores().trainings().begin(training, AT, LEASE);
    stores().trainings().update(training.progressed(1, 2), LATER.plusSeconds(60));
    assertEquals(State.RUNNING, state(training, LATER));
    refused(ErrorCode.TRAINING_RUNNING, () -> stores().trainings().begin(begun("t2"), LATER, LATER));
  }

  @Test
  @DisplayName("C8.5 of several that find a lease expired, one begins")
  void oneTakesOver() {
    stores().trainings().begin(begun("dead"), AT, LEASE);
    List<Finish<String>> finishes = Race.run(6, number -> {
      (number % 2 == 0 ? stores() : reopen()).trainings().begin(begun("t" + number), LATER, LATER.plusSeconds(30));
      return "t" + number;
    });
    assertEquals(1, finishes.stream().filter(Finish::won).count());
    assertEquals(5, finishes.stream().filter(finish -> finish.refused(ErrorCode.TRAINING_RUNNING)).count());
    assertEquals(2, stores().trainings().list(bot, LATER, PageRequest.first(10)).items().size());
  }

  @Test
  void listsTheNewestFirstInPages() {
    List<Training> expected = new ArrayList<>();
    for (int number = 1; number <= 7; number++) {
      Instant at = AT.plusSeconds(number);
      Training training = Training.begun(new TrainingId("t" + (number * 37 % 11)), bot, ADA, "", at);
      stores().trainings().begin(training, at, at.plusSeconds(60));
      if (number < 7) {
        training = training.succeeded(number, at.plusMillis(500));
        stores().trainings().update(training, at.plusSeconds(60));
      }
      expected.addFirst(training);
    }
    Paging.check(expected, page -> stores().trainings().list(bot, AT.plusSeconds(8), page));
    assertEquals(List.of(),
        stores().trainings().list(storedBot().id(), AT, PageRequest.first(5)).items());
  }
}
