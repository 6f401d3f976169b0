package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.store.FakeAws.Answer;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.bot.Sample;
import dev.trainyard.bot.SampleName;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.page.Page;
import dev.trainyard.release.Stage;
import dev.trainyard.turn.TurnRecord;
import dev.trainyard.variable.VariableName;
import dev.trainyard.variable.VariableValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalsTest extends AwsStoreTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Answer DEAD = Answer.of(400,
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"gone\"}");

  private Node fill() {
    Node node = storedNode("NODE");
    storedNode("OTHER");
    for (int revision = 1; revision <= 30; revision++) {
      stores().drafts().append(bot.id(), draft(node, revision));
    }
    stores().samples().put(bot.id(), new Sample(node.id(), new SampleName("s"), "{}", 1, AT));
    stores().variables().put(bot.id(), new VariableName("URL"), Map.of(Stage.STAGING, new VariableValue("secret")), 0,
        ADA, AT);
    stores().turns().append(IntStream.range(0, 300)
        .mapToObj(number -> new TurnRecord("turn-" + number, bot.id(), Stage.STAGING, node.name(), 1,
            AT.plusSeconds(number), Optional.empty(), 1, 2, 3, 6, "{}", "{}", ""))
        .toList());
    return node;
  }

  /** Everything in the table, whatever it is, but for notes of functions. */
  private long items() {
    try (AwsClients clients = AwsUnderTest.clients(settings)) {
      return clients.dynamoDb().scanPaginator(scan -> scan.tableName(settings.table())).items().stream()
          .filter(item -> !Keys.LEFTOVERS.equals(new Row(item).text(Key.PARTITION))).count();
    }
  }

  /** The names of deleted nodes of which functions may be left. */
  private Set<String> leftovers() {
    return Page.all(others().nodes()::leftovers).stream().map(leftover -> leftover.nodeName().value())
        .collect(Collectors.toSet());
  }

  @Test
  void nothingOfABotIsLeft() {
    fill();
    stores().bots().delete(bot);
    Eventually.holds("the table is empty", PATIENCE, () -> items() == 0);
    assertEquals(Map.of(), aws.ssm().values());
    assertEquals(Set.of("NODE", "OTHER"), leftovers());
  }

  @ParameterizedTest(name = "after {0} calls")
  @ValueSource(ints = {1, 2, 3, 5, 8, 12})
  @DisplayName("C8.7 a deletion that a server leaves unfinished is finished by the next, and nobody sees half a bot")
  void aDeadServersDeletionIsFinished(int callsBeforeDeath) {
    fill();
    AtomicInteger calls = new AtomicInteger();
    aws.fail((call, service) -> calls.incrementAndGet() > callsBeforeDeath ? DEAD : service.get());
    refused(ErrorCode.STORE_UNAVAILABLE, () -> stores().bots().delete(bot));
    opened().close();
    aws.fail((call, service) -> service.get());
    assertEquals(Optional.empty(), others().bots().find(bot.name()));
    try (AwsUnderTest next = AwsUnderTest.open(settings)) {
      next.ports().bots().create(bot("clinic"));
      Eventually.holds("only the new bot is left", PATIENCE, () -> items() == 1);
      assertEquals(Map.of(), aws.ssm().values());
      assertEquals(Set.of("NODE", "OTHER"), leftovers());
    }
  }

  @Test
  void aDeadServersDeletionOfANodeIsFinished() {
    Node node = fill();
    AtomicInteger calls = new AtomicInteger();
    aws.fail((call, service) -> calls.incrementAndGet() > 1 ? DEAD : service.get());
    refused(ErrorCode.STORE_UNAVAILABLE, () -> stores().nodes().delete(bot.name(), node));
    aws.fail((call, service) -> service.get());
    assertEquals(Optional.empty(), others().nodes().find(bot.id(), node.name()));
    assertEquals(Set.of("NODE"), leftovers());
    Node anew = storedNode("NODE");
    stores().drafts().append(bot.id(), draft(anew, 1));
    others().nodes().delete(bot.name(), node);
    assertEquals(List.of(draft(anew, 1)), stores().drafts().newestOfAll(bot.id()));
    assertEquals(Optional.empty(), stores().drafts().newest(node.id()));
    assertEquals(List.of(), stores().samples().list(node.id()));
    assertEquals(Optional.of(draft(anew, 1)), stores().drafts().newest(anew.id()));
  }

  @Test
  @DisplayName("what somebody writes for a bot while it is deleted goes as well")
  void removesWhatComesTooLate() {
    fill();
    AtomicInteger writes = new AtomicInteger();
    aws.fail((call, service) -> {
      Answer answer = service.get();
      if (call.equals("BatchWriteItem") && writes.getAndIncrement() == 4) {
        Node late = new Node(new NodeId(unique()), bot.id(), new NodeName("LATE"),
            NodeSettings.DEFAULT, 1, AT);
        others().nodes().create(late);
        others().drafts().append(bot.id(), draft(late, 1));
      }
      return answer;
    });
    stores().bots().delete(bot);
    Eventually.holds("the table is empty", PATIENCE, () -> items() == 0);
    assertTrue(writes.get() > 4);
    assertEquals(Set.of("NODE", "OTHER", "LATE"), leftovers());
  }
}
