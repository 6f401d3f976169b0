package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.ANY;
import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.DiffSide;
import dev.trainyard.release.NodeDiff;
import dev.trainyard.release.Release;
import dev.trainyard.release.ReleaseDiff;
import dev.trainyard.release.ReleasedNode;
import dev.trainyard.release.Stage;
import dev.trainyard.release.TrainingSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Comparing releases, and forgetting old ones. */
final class ReleasesTest {

  @Test
  @DisplayName("a diff tells every node that was added, removed or changed, with both texts")
  void compares() {
    Workshop workshop = Workshop.withBot();
    workshop.save("SAME", "same");
    workshop.save("CODE", "before");
    workshop.save("LIMITS", "l");
    workshop.save("GONE", "g");
    workshop.release();
    workshop.save("CODE", "after");
    workshop.save("NEW", "n");
    workshop.nodes.put(BOT, new NodeName("LIMITS"),
        new NodeSettings(true, Duration.ofSeconds(20), new MemorySize(128)), ANY);
    workshop.nodes.delete(BOT, new NodeName("GONE"), ANY);
    ReleaseDiff drafts = workshop.releases.diff(BOT, 1, DiffSide.parse("draft"));
    workshop.release();
    ReleaseDiff releases = workshop.releases.diff(BOT, 1, DiffSide.parse("2"));

    assertEquals(releases, drafts);
    assertTrue(releases.complete());
    assertEquals(List.of("CODE changed true false before after", "GONE removed true true g -",
        "LIMITS changed false true - -", "NEW added true true - n"),
        releases.nodes().stream().map(ReleasesTest::text).toList());
    assertEquals(List.of(), workshop.releases.diff(BOT, 2, new DiffSide.Numbered(2)).nodes());
  }

  @Test
  @DisplayName("C8.7 a node that was made anew under its name is told as changed")
  void tellsANewId() {
    Workshop workshop = Workshop.withBot();
    workshop.save("A", "a");
    workshop.release();
    workshop.nodes.delete(BOT, new NodeName("A"), ANY);
    workshop.save("A", "a");
    assertEquals(List.of("A changed false false - -"),
        workshop.releases.diff(BOT, 1, new DiffSide.Drafts()).nodes().stream().map(ReleasesTest::text).toList());
  }

  @Test
  void readsItsSides() {
    for (String wrong : List.of("", "0", "-1", "1e3", "drafts", "99999999999999999999")) {
      assertEquals(ErrorCode.NOT_FOUND, assertThrows(TrainyardException.class, () -> DiffSide.parse(wrong)).code());
    }
  }

  @Test
  @DisplayName("old releases are forgotten in the end, never one that a stage can go back to, nor a version in use")
  void forgets() {
    Workshop workshop = new Workshop(new TrainingSettings(4, 8, Duration.ofSeconds(30), Duration.ZERO, 3),
        Runnable::run);
    workshop.makeBot();
    workshop.save("FIXED", "always the same");
    for (int i = 1; i <= 40; i++) {
      workshop.save("GREET", "code " + i);
      workshop.release();
      if (i == 4 || i == 6) {
        workshop.transfer.transfer(BOT, Optional.empty(), true, AUTHOR);
      }
      if (i > 1) {
        workshop.rollBack.rollBack(BOT, Stage.STAGING, Optional.empty(), AUTHOR);
      }
    }
    List<Release> left = workshop.releases.list(BOT, PageRequest.first(500)).items();
    Set<Integer> numbers = new HashSet<>(left.stream().map(Release::number).toList());
    assertTrue(numbers.containsAll(List.of(1, 4, 6, 38, 39, 40)), numbers.toString());
    assertTrue(numbers.size() <= 3 + 10 + 3, "kept, slack and trails: " + numbers);
    assertEquals(ErrorCode.PRUNED, assertThrows(TrainyardException.class,
        () -> workshop.rollBack.rollBack(BOT, Stage.STAGING, Optional.of(10), AUTHOR)).code());
    Set<FunctionVersion> used = new HashSet<>();
    left.forEach(release -> workshop.releases.manifest(BOT, release.number()).nodes().values().stream()
        .map(ReleasedNode::version).forEach(used::add));
    List<FunctionVersion> retired = workshop.engine.activity().retirements();
    assertTrue(retired.stream().noneMatch(used::contains));
    assertTrue(retired.size() >= 20, "and those of forgotten releases are given up: " + retired.size());
    workshop.rollBack.rollBack(BOT, Stage.PRODUCTION, Optional.empty(), AUTHOR);
    assertEquals(4, workshop.at(Stage.PRODUCTION));
  }

  @Test
  @DisplayName("a failure while old releases are forgotten does not fail the training")
  void forgettingMayFail() {
    Workshop workshop = new Workshop(new TrainingSettings(4, 8, Duration.ofSeconds(30), Duration.ZERO, 1),
        Runnable::run);
    workshop.makeBot();
    workshop.memory.hook((operation, moment) -> {
      if (operation.equals("ReleaseStore.prune")) {
        throw new TrainyardException(ErrorCode.STORE_UNAVAILABLE, "away");
      }
    });
    for (int i = 1; i <= 70; i++) {
      workshop.save("GREET", "code " + i);
      assertEquals(i, workshop.release());
    }
    assertTrue(workshop.failures.getFirst().contains("forget old releases"), workshop.failures.toString());
  }

  private static String text(NodeDiff diff) {
    return diff.node() + " " + diff.kind().text() + " " + diff.code() + " " + diff.settings() + " "
        + diff.before().flatMap(state -> state.code()).orElse("-") + " "
        + diff.after().flatMap(state -> state.code()).orElse("-");
  }
}
