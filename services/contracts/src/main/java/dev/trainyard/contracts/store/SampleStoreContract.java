package dev.trainyard.contracts.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.bot.Bot;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.Sample;
import dev.trainyard.bot.SampleName;
import dev.trainyard.bot.SampleStore;
import dev.trainyard.contracts.Race;
import dev.trainyard.contracts.Race.Finish;
import dev.trainyard.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@code SampleStore} must do. */
public abstract class SampleStoreContract extends StoreContract {
  private Bot bot = bot("unused");
  private Node node = node(bot, "UNUSED");

  @BeforeEach
  void begin() {
    bot = storedBot();
    node = storedNode(bot, "NODE");
  }

  private static Sample sample(NodeId node, String name, int revision) {
    return new Sample(node, new SampleName(name), "{\"revision\": " + revision + "}", revision, AT);
  }

  @Test
  @DisplayName("C6.2 a sample is kept as it was written, blank by blank")
  void keepsTheInputAsWritten() {
    String input = "{ \"entities\" : {},\r\n\t\"b\": 1.50, \"a\": 1e2, \"é\": \"\\u00e9 🚂\", \"a\": 2 }\n";
    Sample sample = new Sample(node.id(), new SampleName("Süd 🏥 50% & \"more\" ' ;"), input, 1, AT);
    stores().samples().put(bot.id(), sample);
    assertEquals(Optional.of(sample), stores().samples().find(node.id(), sample.name()));
    assertEquals(List.of(sample), reopen().samples().list(node.id()));
  }

  @Test
  void keepsTheLargestInput() {
    Sample sample = new Sample(node.id(), new SampleName("large"), "{\"a\":\"" + "x".repeat(262_136) + "\"}", 1, AT);
    assertEquals(256 * 1024, sample.input().length());
    stores().samples().put(bot.id(), sample);
    assertEquals(Optional.of(sample), reopen().samples().find(node.id(), sample.name()));
  }

  @Test
  void replacesOnlyByTheNextRevision() {
    stores().samples().put(bot.id(), sample(node.id(), "a", 1));
    stores().samples().put(bot.id(), sample(node.id(), "a", 2));
    for (int wrong : new int[]{1, 2, 4}) {
      refused(ErrorCode.CONFLICT, () -> stores().samples().put(bot.id(), sample(node.id(), "a", wrong)));
    }
    refused(ErrorCode.CONFLICT, () -> stores().samples().put(bot.id(), sample(node.id(), "new", 2)));
    assertEquals(List.of(sample(node.id(), "a", 2)), stores().samples().list(node.id()));
  }

  @Test
  @DisplayName("one of several that write a sample wins")
  void oneWriterWins() {
    List<Finish<Sample>> finishes = Race.run(8, number -> {
      Sample mine = new Sample(node.id(), new SampleName("a"), "{\"by\": " + number + "}", 1, AT);
      (number % 2 == 0 ? stores() : reopen()).samples().put(bot.id(), mine);
      return mine;
    });
    assertEquals(7, finishes.stream().filter(finish -> finish.refused(ErrorCode.CONFLICT)).count());
    assertEquals(finishes.stream().flatMap(finish -> finish.value().stream()).toList(),
        stores().samples().list(node.id()));
  }

  @Test
  void deletesAgainAndAgain() {
    stores().samples().put(bot.id(), sample(node.id(), "a", 1));
    stores().samples().put(bot.id(), sample(node.id(), "b", 1));
    stores().samples().delete(node.id(), new SampleName("a"));
    stores().samples().delete(node.id(), new SampleName("a"));
    assertEquals(List.of(sample(node.id(), "b", 1)), reopen().samples().list(node.id()));
    refused(ErrorCode.CONFLICT, () -> stores().samples().put(bot.id(), sample(node.id(), "a", 2)));
    stores().samples().put(bot.id(), sample(node.id(), "a", 1));
    assertEquals(2, stores().samples().list(node.id()).size());
  }

  @Test
  void listsByNameAndKeepsNodesApart() {
    Node other = storedNode(bot, "OTHER");
    stores().samples().put(bot.id(), sample(other.id(), "a", 1));
    List<String> names = List.of(" a", "-", "A", "Z", "a", "a b", "aa", "é");
    names.reversed().forEach(name -> stores().samples().put(bot.id(), sample(node.id(), name, 1)));
    assertEquals(names, stores().samples().list(node.id()).stream().map(sample -> sample.name().value()).toList());
    assertEquals(List.of(sample(other.id(), "a", 1)), stores().samples().list(other.id()));
  }

  @Test
  @DisplayName("a node has no more samples than its limit, however many are added at once")
  void keepsTheLimit() {
    for (int number = 0; number < SampleStore.MOST - 2; number++) {
      stores().samples().put(bot.id(), sample(node.id(), "s" + number, 1));
    }
    List<Finish<Boolean>> finishes = Race.run(6, number -> {
      stores().samples().put(bot.id(), sample(node.id(), "racer" + number, 1));
      return true;
    });
    long added = finishes.stream().filter(Finish::won).count();
    assertTrue(added <= 2, added + " got through");
    assertTrue(finishes.stream().allMatch(
        finish -> finish.won() || finish.refused(ErrorCode.TOO_LARGE) || finish.refused(ErrorCode.CONFLICT)));
    Stream.of("last", "but", "one").limit(2 - added)
        .forEach(name -> stores().samples().put(bot.id(), sample(node.id(), name, 1)));
    assertEquals(SampleStore.MOST, stores().samples().list(node.id()).size());
    refused(ErrorCode.TOO_LARGE, () -> stores().samples().put(bot.id(), sample(node.id(), "over", 1)));
    stores().samples().put(bot.id(), sample(node.id(), "s0", 2));
    assertEquals(SampleStore.MOST, stores().samples().list(node.id()).size());
  }
}
