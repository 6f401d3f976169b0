package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.client.AwsClients;
import dev.trainyard.aws.store.FakeAws.Answer;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.BotSettings.BreakAction;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.Sample;
import dev.trainyard.bot.SampleName;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.page.PageRequest;
import dev.trainyard.release.Release;
import dev.trainyard.release.Stage;
import dev.trainyard.release.StageMove;
import dev.trainyard.release.StageMove.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableTest extends AwsStoreTest {
  private static final String THROTTLED = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#"
      + "ProvisionedThroughputExceededException\",\"message\":\"too much\"}";
  private static final String CONFLICT = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
      + "\"message\":\"cancelled\",\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\"TransactionConflict\"}]}";

  private static String noise(int length) {
    return new Random(length).ints(length, ' ', '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  @Test
  @DisplayName("C8.5 a write whose answer is lost is not refused because of itself, and not done twice")
  void survivesLostAnswers() {
    Node node = storedNode("NODE");
    aws.loseNext(1, "TransactWriteItems");
    stores().drafts().append(bot.id(), draft(node, 1));
    aws.loseNext(2, "TransactWriteItems");
    stores().stages().move(bot.id(), Stage.STAGING, new StageMove(1, 1, Kind.TRAIN, AT, ADA));
    aws.loseNext(1, "TransactWriteItems");
    stores().releases().append(new Release(bot.id(), 1, Digest.of("m"), 1, AT, ADA, ""));
    aws.loseNext(1, "TransactWriteItems");
    stores().bots().update(bot.with(BotSettings.DEFAULT, AT));
    assertEquals(1, others().stages().pointer(bot.id(), Stage.STAGING).revision());
    assertEquals(1, others().drafts().history(node.id(), PageRequest.first(9)).items().size());
    assertEquals(2, others().bots().find(bot.name()).orElseThrow().revision());
  }

  @Test
  void triesAgainWhereOthersWriteTheSame() {
    aws.failNext(5, "TransactWriteItems", Answer.of(400, CONFLICT));
    Node node = storedNode("NODE");
    assertEquals(Optional.of(node), others().nodes().find(bot.id(), node.name()));
    aws.failNext(1000, "TransactWriteItems", Answer.of(400, CONFLICT));
    String detail = refused(ErrorCode.STORE_UNAVAILABLE, () -> storedNode("BUSY")).detail();
    assertTrue(detail.contains("too busy"), detail);
  }

  @Test
  void saysThatItIsThrottled() {
    aws.failNext(2, "GetItem", Answer.of(400, THROTTLED));
    assertEquals(Optional.of(bot), stores().bots().find(bot.name()));
    aws.failNext(1000, "GetItem", Answer.of(400, THROTTLED));
    String detail = refused(ErrorCode.STORE_UNAVAILABLE, () -> stores().bots().find(bot.name())).detail();
    assertEquals("AWS throttles DynamoDB; try again in a moment, or have the quota raised.", detail);
  }

  @Test
  @DisplayName("what a batch leaves undone is written and read by the next one")
  void goesOnWithWhatABatchLeaves() {
    AwsClients clients = AwsUnderTest.clients(settings);
    try (Parallel parallel = new Parallel(4, Duration.ofSeconds(30))) {
      Table table = new Table(clients.dynamoDb(), settings.table(), parallel);
      List<Row> rows = new ArrayList<>();
      for (int number = 0; number < 130; number++) {
        rows.add(Row.at(new Key("batch", Keys.ordered(number))).with("number", number));
      }
      aws.dynamoDb().doHalfOfBatches();
      int before = aws.calls("BatchWriteItem");
      table.putAll(rows);
      assertEquals(130, table.findAll(rows.stream().map(Row::key).toList()).stream().distinct().count());
      assertEquals(130, table.first(Range.of("batch"), 1000).size());
      table.sweep(Range.of("batch"));
      assertEquals(List.of(), table.first(Range.of("batch"), 1000));
      assertTrue(aws.calls("BatchWriteItem") - before > 20, "nothing was left undone");
    } finally {
      clients.close();
    }
  }

  @Test
  @DisplayName("lists of more than 1 MB are read whole")
  void readsBeyondAMegabyte() {
    Node node = storedNode("NODE");
    String input = "{\"a\":\"" + noise(150_000).replace('"', '_').replace('\\', '_') + "\"}";
    for (int number = 0; number < 14; number++) {
      stores().samples().put(bot.id(), new Sample(node.id(), new SampleName("s%02d".formatted(number)), input, 1, AT));
    }
    int before = aws.calls("Query");
    List<Sample> samples = others().samples().list(node.id());
    assertEquals(14, samples.size());
    assertEquals(input, samples.getLast().input());
    assertTrue(aws.calls("Query") - before >= 2, "one query gave all of it");
  }

  @Test
  @DisplayName("settings that are larger than an item are kept too")
  void keepsLargeSettings() {
    TreeMap<String, List<String>> messages = new TreeMap<>();
    Random random = new Random(8);
    for (char second = 'a'; second <= 'z'; second++) {
      List<String> texts = new ArrayList<>();
      for (int number = 0; number < 10; number++) {
        StringBuilder text = new StringBuilder();
        random.ints(2000, 0x4e00, 0x9fff).forEach(text::appendCodePoint);
        texts.add(text.toString());
      }
      messages.put("a" + second, texts);
    }
    BotSettings large = new BotSettings("Large", messages, BreakAction.HAND_OVER);
    stores().bots().update(bot.with(large, AT));
    assertEquals(large, others().bots().find(bot.name()).orElseThrow().settings());
    assertEquals(large, others().bots().list(PageRequest.first(1)).items().getFirst().settings());
    assertTrue(aws.s3().bucket(settings.bucket()).values().stream().anyMatch(blob -> blob.length > 400_000));
  }
}
