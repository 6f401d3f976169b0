package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.lambda.FakeLambda.Operation;
import dev.trainyard.aws.lambda.LambdaAnswer;
import dev.trainyard.contracts.Eventually;
import dev.trainyard.contracts.Race;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Ran;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs of drafts at Lambda: each runs its own code, and none leaves anything that Train could publish. */
class LambdaDraftsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private final FakeHome home = new FakeHome();
  private final LambdaFunctionEngine engine = home.openQuick();
  private final NodeFunction node = FakeHome.node();

  @AfterEach
  void close() {
    engine.close();
    home.close();
  }

  private static String run(LambdaFunctionEngine server, NodeFunction node, FunctionSpec spec) {
    Invocation invocation = server.runDraft(node, spec, FakeHome.request(LONG));
    return assertInstanceOf(Invocation.Returned.class, invocation, invocation::toString).result().text();
  }

  private String draftFunction() {
    return home.lambda().functionNames().stream().filter(name -> name.endsWith("-d")).findFirst().orElseThrow();
  }

  @Test
  @DisplayName("C6.1 builders who run one node at once, through several servers, get each what their own code answers")
  void runsEverybodysOwnCode() {
    home.lambda().polls(3);
    List<LambdaFunctionEngine> servers = IntStream.range(0, 3).mapToObj(number -> home.openQuick()).toList();
    List<Race.Finish<Boolean>> finishes = Race.run(6, builder -> IntStream.range(0, 8).allMatch(turn -> {
      String text = "builder %d turn %d".formatted(builder, turn % 4);
      return run(servers.get(builder % 3), node, home.replying(text, 128)).contains(text);
    }));
    assertTrue(finishes.stream().allMatch(finish -> finish.value().equals(Optional.of(true))), finishes.toString());
    servers.forEach(LambdaFunctionEngine::close);
  }

  @Test
  @DisplayName("C6.1 running the same draft again asks Lambda for nothing but the run")
  void rememberesWhatIsReady() {
    FunctionSpec spec = home.replying("a", 128);
    run(engine, node, spec);
    int before = home.lambda().controlCalls().size();
    run(engine, node, spec);
    assertEquals(before, home.lambda().controlCalls().size());
    assertEquals(2, home.lambda().count(Operation.INVOKE));
  }

  @Test
  @DisplayName("nothing that a Run does gets into what Train publishes")
  void touchesNoRelease() {
    FunctionVersion released = engine.publish(node, home.replying("released", 128));
    run(engine, node, home.replying("draft", 256));
    assertEquals(List.of(1), home.lambda().versions(FakeHome.name(released)));
    FunctionVersion next = engine.publish(node, home.replying("next", 128));
    assertEquals(List.of(1, 2), home.lambda().versions(FakeHome.name(released)));
    assertTrue(assertInstanceOf(Invocation.Returned.class, engine.invoke(next, FakeHome.request(LONG))).result().text()
        .contains("next"));
    assertEquals(2, home.lambda().functionNames().size());
  }

  @Test
  @DisplayName("a few versions of drafts are kept, not all")
  void keepsAFewVersions() {
    for (int number = 0; number < 23; number++) {
      run(engine, node, home.replying("draft " + number, 128));
    }
    int most = 2 * FakeHome.settings().keptDrafts();
    Eventually.holds("old versions are given up", LONG,
        () -> home.lambda().versions(draftFunction()).size() < most);
    assertTrue(run(engine, node, home.replying("draft 22", 128)).contains("draft 22"));
  }

  @Test
  @DisplayName("a draft that another server has given up since is made again, and runs once")
  void makesGoneDraftsAgain() {
    FunctionSpec spec = home.replying("a", 128);
    run(engine, node, spec);
    home.clients().control().deleteFunction(request -> request.functionName(draftFunction()).qualifier("1"));
    assertTrue(run(engine, node, spec).contains("a"));
    home.clients().control().deleteFunction(request -> request.functionName(draftFunction()));
    assertTrue(run(engine, node, spec).contains("a"));
  }

  @Test
  @DisplayName("a Run that Lambda refuses to make ready did not run, and says why")
  void saysWhyItDidNotRun() {
    IntStream.range(0, 100).forEach(repeat -> home.lambda().refuse(Operation.CREATE_FUNCTION,
        LambdaAnswer.refusal(403, "AccessDeniedException", "User: arn:aws:sts::1:assumed-role/x is not authorized to "
            + "perform: lambda:CreateFunction on resource: arn:aws:lambda:eu-central-1:1:function:x")));
    Invocation.Unavailable unavailable = assertInstanceOf(Invocation.Unavailable.class,
        engine.runDraft(node, home.replying("a", 128), FakeHome.request(LONG)));
    assertEquals(Ran.NO, unavailable.ran());
    assertTrue(unavailable.message().contains("lambda:CreateFunction"), unavailable.message());
  }
}
