package dev.trainyard.contracts.usecase;

import static dev.trainyard.contracts.usecase.Workshop.ANY;
import static dev.trainyard.contracts.usecase.Workshop.AUTHOR;
import static dev.trainyard.contracts.usecase.Workshop.BOT;
import static dev.trainyard.contracts.usecase.Workshop.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Digest;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.Precondition;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Manifest;
import dev.trainyard.release.NodeProblem;
import dev.trainyard.release.Stage;
import dev.trainyard.release.Training;
import dev.trainyard.release.Training.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a training releases, and what it refuses. */
final class TrainBotTest {
  private static final NodeName ONE = new NodeName("ONE");
  private final Workshop workshop = Workshop.withBot();

  @BeforeEach
  void begin() {
    workshop.save("ONE", "a");
    workshop.save("TWO", "b");
  }

  @Test
  @DisplayName("C8.1 Train releases all saved drafts and points staging at the release")
  void releasesDrafts() {
    Training training = workshop.train();

    assertEquals(State.SUCCEEDED, training.state(), training.toString());
    assertEquals(Optional.of(1), training.release());
    assertEquals(2, training.done());
    assertEquals(2, training.of());
    assertEquals(1, workshop.at(Stage.STAGING));
    assertEquals(0, workshop.at(Stage.PRODUCTION));
    assertTrue(workshop.stages.view(BOT).untrained().isEmpty());
    assertEquals(BOT, workshop.changed.getLast(), "turns hear of it");
  }

  @Test
  @DisplayName("C8.1 nothing changed: no new release, no work, and staging goes to the newest even after a roll back")
  void makesNothingOfNothing() {
    workshop.release();
    workshop.save("ONE", "a2");
    workshop.release();
    workshop.rollBack.rollBack(BOT, Stage.STAGING, Optional.empty(), AUTHOR);
    int publishes = workshop.engine.activity().publishes().size();

    assertEquals(2, workshop.release());
    assertEquals(2, workshop.at(Stage.STAGING));
    assertEquals(publishes, workshop.engine.activity().publishes().size());
    assertEquals(2, workshop.releases.list(BOT, PageRequest.first(10)).items().size());
  }

  @Test
  @DisplayName("C8.1 Train publishes only the nodes that changed")
  void publishesWhatChanged() {
    workshop.release();
    workshop.save("TWO", "b2");
    workshop.save("THREE", "c");

    Training training = workshop.train();

    assertEquals(2, training.of());
    assertEquals(List.of("ONE", "TWO", "THREE", "TWO"), workshop.engine.activity().publishes().stream()
        .map(version -> version.function().nodeName().value()).toList());
    Manifest first = workshop.releases.manifest(BOT, 1);
    Manifest second = workshop.releases.manifest(BOT, 2);
    assertEquals(first.nodes().get(ONE), second.nodes().get(ONE));
  }

  @Test
  @DisplayName("C8.1 code that was saved back to what is released is no change")
  void savingBackIsNoChange() {
    workshop.release();
    workshop.save("ONE", "other");
    workshop.save("ONE", "a");
    assertEquals(1, workshop.release());
  }

  @Test
  @DisplayName("C8.1 a released setting is a change")
  void settingsAreAChange() {
    workshop.release();
    workshop.nodes.put(BOT, ONE, new NodeSettings(true, Duration.ofSeconds(20), new MemorySize(128)), ANY);
    int publishes = workshop.engine.activity().publishes().size();
    assertEquals(2, workshop.release());
    assertEquals(publishes, workshop.engine.activity().publishes().size(), "an end node runs the same function");
    workshop.nodes.put(BOT, ONE, new NodeSettings(true, Duration.ofSeconds(21), new MemorySize(128)), ANY);
    assertEquals(3, workshop.release());
    assertEquals(publishes + 1, workshop.engine.activity().publishes().size());
  }

  @Test
  @DisplayName("C8.1 C8.7 a deleted node is a change; releases keep it; made anew it has another id")
  void deletedNodesAreAChange() {
    workshop.release();
    workshop.nodes.delete(BOT, ONE, ANY);
    assertEquals(2, workshop.release());
    assertTrue(workshop.releases.manifest(BOT, 1).nodes().containsKey(ONE));
    assertEquals(List.of(new NodeName("TWO")), List.copyOf(workshop.releases.manifest(BOT, 2).nodes().keySet()));

    workshop.save("ONE", "a");
    assertEquals(3, workshop.release());
    assertTrue(!workshop.released(1, ONE).id()
        .equals(workshop.released(3, ONE).id()));
  }

  @Test
  @DisplayName("C8.1 C8.6 new layers are a change, and an old release keeps its own")
  void layersAreAChange() {
    workshop.release();
    workshop.catalog.replaceLayers(List.of(new LayerRef("python-runtime", Digest.of("new"))));
    Training training = workshop.train();
    assertEquals(Optional.of(2), training.release());
    assertEquals(2, training.of());
    assertEquals(2, workshop.released(1, ONE).version().spec().layers().size());
    assertEquals(1, workshop.released(2, ONE).version().spec().layers().size());
  }

  @Test
  @DisplayName("C1.4 C1.5 Train refuses wrong and unsaved nodes, all at once, and changes nothing")
  void refusesEveryWrongNode() {
    workshop.release();
    workshop.save("TWO", "# problem: 3 7 invalid syntax\n# problem: 9 1 again");
    workshop.nodes.put(BOT, new NodeName("NEW"), NodeSettings.DEFAULT, NONE);

    Training training = workshop.train();

    assertEquals(State.REFUSED, training.state());
    assertEquals(List.of("NEW not_saved", "TWO syntax_error", "TWO syntax_error"),
        training.problems().stream().map(problem -> problem.node() + " " + problem.code()).toList());
    NodeProblem first = training.problems().get(1);
    assertEquals(3, first.place().orElseThrow().line());
    assertEquals("invalid syntax", first.detail());
    assertEquals(1, workshop.at(Stage.STAGING));
    assertEquals(1, workshop.releases.list(BOT, PageRequest.first(10)).items().size());
  }

  @Test
  void refusesABotWithoutNodes() {
    workshop.nodes.delete(BOT, ONE, ANY);
    workshop.nodes.delete(BOT, new NodeName("TWO"), ANY);
    TrainyardException refused = assertThrows(TrainyardException.class, () -> workshop.train.start(BOT, "", AUTHOR));
    assertEquals(ErrorCode.NOT_SAVED, refused.code());
    assertTrue(workshop.train.list(BOT, PageRequest.first(1)).items().isEmpty());
  }

  @Test
  void refusesALongNote() {
    TrainyardException refused = assertThrows(TrainyardException.class,
        () -> workshop.train.start(BOT, "n".repeat(2001), AUTHOR));
    assertEquals(ErrorCode.INVALID, refused.code());
  }

  @Test
  void keepsNoteAndAuthor() {
    workshop.train.start(BOT, "spring menu", AUTHOR);
    assertEquals("spring menu", workshop.releases.find(BOT, 1).note());
    assertEquals(AUTHOR, workshop.releases.find(BOT, 1).author());
    assertEquals(Optional.of(1),
        workshop.train.list(BOT, PageRequest.first(1)).items().getFirst().release());
  }

  @Test
  @DisplayName("C8.1 the release holds the drafts of its moment: a later save is untrained")
  void tellsWhatIsUntrained() {
    workshop.release();
    workshop.save("ONE", "later");
    workshop.save("THREE", "new");
    workshop.nodes.delete(BOT, new NodeName("TWO"), new Precondition.Revision(1));
    assertEquals(List.of(ONE, new NodeName("THREE"), new NodeName("TWO")), workshop.stages.view(BOT).untrained());
  }
}
