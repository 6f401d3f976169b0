package dev.trainyard.aws.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trainyard.aws.client.AwsSettings;
import dev.trainyard.bot.Author;
import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.Digest;
import dev.trainyard.bot.DraftRevision;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.contracts.Stores;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/** What tests of single stores share: a table, a bucket and parameters of their own, and two servers over them. */
abstract class AwsStoreTest {
  static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901234Z");
  static final Author ADA = new Author("Ada");

  final FakeAws aws = new FakeAws(LocalDynamoDb.address());
  final AwsSettings settings = AwsUnderTest.settings(aws.address(), unique().substring(0, 8), true);
  final Bot bot = bot("clinic");
  private final AwsUnderTest one = AwsUnderTest.open(settings);
  private final AwsUnderTest other = AwsUnderTest.open(settings);

  @BeforeEach
  void makeBot() {
    stores().bots().create(bot);
  }

  @AfterEach
  void close() {
    other.close();
    one.close();
    aws.close();
  }

  Stores stores() {
    return one.ports();
  }

  Stores others() {
    return other.ports();
  }

  AwsStores opened() {
    return one.stores();
  }

  static String unique() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  static Bot bot(String name) {
    return new Bot(new BotId(unique()), new BotName(name), BotSettings.DEFAULT, 1, AT);
  }

  Node storedNode(String name) {
    Node node = new Node(new NodeId(unique()), bot.id(), new NodeName(name), NodeSettings.DEFAULT, 1, AT);
    stores().nodes().create(node);
    return node;
  }

  static DraftRevision draft(Node node, int revision) {
    return new DraftRevision(node.id(), revision, Digest.of("code " + revision), ADA, AT, Optional.empty(), List.of());
  }

  static TrainyardException refused(ErrorCode code, Executable call) {
    TrainyardException thrown = assertThrows(TrainyardException.class, call);
    assertEquals(code, thrown.code(), thrown.detail());
    return thrown;
  }
}
