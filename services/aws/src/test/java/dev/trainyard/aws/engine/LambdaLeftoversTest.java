package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.lambda.FakeLambda.Operation;
import dev.trainyard.aws.lambda.LambdaAnswer;
import dev.trainyard.aws.lambda.LambdaFault;
import dev.trainyard.bot.Bot;
import dev.trainyard.bot.BotChanges;
import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.BotSettings;
import dev.trainyard.bot.Node;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.bot.NodeSettings;
import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.memory.InMemoryStores;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import dev.trainyard.release.Manifests;
import dev.trainyard.release.ReleasePorts;
import dev.trainyard.release.RemoveLeftovers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lambda's functions of a deleted bot, of both kinds, with whatever Lambda does meanwhile. */
class LambdaLeftoversTest {
  private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");

  private final FakeHome home = new FakeHome();
  private final LambdaFunctionEngine engine = home.openQuick();
  private final Stores stores = new InMemoryStores().stores();

  @AfterEach
  void close() {
    engine.close();
    home.close();
  }

  private Bot bot(String name, String... nodes) {
    Bot bot = new Bot(new BotId("id-of-" + name), new BotName(name), BotSettings.DEFAULT, 1, AT);
    stores.bots().create(bot);
    for (String node : nodes) {
      Node made = new Node(new NodeId(name + '-' + node), bot.id(), new NodeName(node), NodeSettings.DEFAULT, 1, AT);
      stores.nodes().create(made);
      NodeFunction function = new NodeFunction(bot.id(), made.id(), bot.name(), made.name());
      engine.publish(function, home.replying("hi", 128));
      engine.runDraft(function, home.replying("draft", 128), FakeHome.request(Duration.ofSeconds(20)));
    }
    return bot;
  }

  /** As the next server does it. */
  private void removeLeftovers() {
    BotChanges changes = _ -> {
    };
    new RemoveLeftovers(stores.bots(), new ReleasePorts(stores.nodes(), stores.drafts(), home.codes(),
        stores.releases(), stores.stages(), stores.trainings(), engine, home.catalog(), changes, (_, cause) -> {
          throw cause;
        }), new Manifests(home.codes()), InstantSource.system(), Duration.ZERO).run();
  }

  @Test
  @DisplayName("C8.7 both functions of every node of a deleted bot go, at the pace, and nobody else's")
  void removesBothKinds() {
    Bot gone = bot("gone", "A", "B");
    bot("staying", "A");
    assertEquals(6, home.lambda().functionNames().size());
    stores.bots().delete(gone);
    removeLeftovers();
    List<String> left = home.lambda().functionNames();
    assertEquals(2, left.size(), left.toString());
    assertTrue(left.stream().allMatch(name -> name.startsWith(FakeHome.PREFIX + "-staying-A-")), left.toString());
    assertEquals(4, home.lambda().count(Operation.DELETE_FUNCTION));
    removeLeftovers();
    assertEquals(4, home.lambda().count(Operation.DELETE_FUNCTION), "done is done");
  }

  @Test
  @DisplayName("throttles are waited out; what Lambda refuses, and what a crash leaves, comes again and is done then")
  void triesAgain() {
    stores.bots().delete(bot("gone", "A", "B", "C"));
    home.lambda().refuse(Operation.DELETE_FUNCTION, LambdaAnswer.throttled());
    home.lambda().refuse(Operation.DELETE_FUNCTION, LambdaAnswer.updateInFlight());
    TrainyardException busy = assertThrows(TrainyardException.class, this::removeLeftovers);
    assertEquals(ErrorCode.ENGINE_UNAVAILABLE, busy.code());
    home.lambda().refuse(Operation.DELETE_FUNCTION, LambdaAnswer.refusal(403, "AccessDeniedException",
        "User: x is not authorized to perform: lambda:DeleteFunction on resource: arn:aws:lambda:x"));
    TrainyardException denied = assertThrows(TrainyardException.class, this::removeLeftovers);
    assertTrue(denied.detail().contains("lambda:DeleteFunction"), denied.detail());
    assertEquals(6, home.lambda().functionNames().size());
    home.lambda().killAfter(3);
    assertThrows(TrainyardException.class, this::removeLeftovers);
    assertTrue(home.lambda().functionNames().size() < 6);
    home.lambda().killAfter(Integer.MAX_VALUE);
    home.lambda().fail(Operation.DELETE_FUNCTION, new LambdaFault.DropAfter());
    removeLeftovers();
    assertEquals(List.of(), home.lambda().functionNames());
  }
}
