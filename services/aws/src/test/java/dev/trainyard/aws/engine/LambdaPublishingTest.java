package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.aws.lambda.FakeLambda.Operation;
import dev.trainyard.aws.lambda.LambdaAnswer;
import dev.trainyard.aws.lambda.LambdaFault;
import dev.trainyard.contracts.Race;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What publishing is at Lambda: how many calls, what a crash leaves, and what Lambda refuses for a while. */
class LambdaPublishingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  /** More calls than any publish makes. */
  private static final int MOST_CALLS = 12;
  private final FakeHome home = new FakeHome();
  private final LambdaFunctionEngine engine = home.openQuick();
  private final NodeFunction node = FakeHome.node();

  @AfterEach
  void close() {
    engine.close();
    home.close();
  }

  private String reply(FunctionVersion version) {
    Invocation.Returned returned = assertInstanceOf(Invocation.Returned.class,
        engine.invoke(version, FakeHome.request(PATIENCE)));
    return returned.result().text();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  @DisplayName("C8.1 a new function takes one call, changed code a look and one call, known code a look")
  void countsCalls() {
    engine.publish(FakeHome.node(), home.replying("layers are there now", 128));
    int before = home.lambda().controlCalls().size();
    engine.publish(node, home.replying("a", 128));
    assertEquals(before + 1, home.lambda().controlCalls().size());
    engine.publish(node, home.replying("b", 128));
    assertEquals(before + 3, home.lambda().controlCalls().size());
    engine.publish(node, home.replying("a", 128));
    assertEquals(before + 4, home.lambda().controlCalls().size());
    assertEquals(1, home.lambda().count(Operation.UPDATE_FUNCTION_CODE));
  }

  @Test
  @DisplayName("C8.4 A, B, A gives the versions of A, B, A, though Lambda itself would make a third")
  void findsVersionsAgain() {
    FunctionVersion a = engine.publish(node, home.replying("a", 128));
    FunctionVersion b = engine.publish(node, home.replying("b", 128));
    FunctionVersion larger = engine.publish(node, home.replying("b", 256));
    assertEquals(a, engine.publish(node, home.replying("a", 128)));
    assertEquals(b, engine.publish(node, home.replying("b", 128)));
    assertEquals(larger, engine.publish(node, home.replying("b", 256)));
    assertEquals(upTo(3), home.lambda().versions(FakeHome.name(a)));
    assertTrue(reply(a).contains("a") && reply(b).contains("b"));
  }

  @Test
  @DisplayName("versions are found again on later pages too")
  void turnsPages() {
    FunctionVersion first = engine.publish(node, home.replying("first", 128));
    for (int memory = 129; memory < 185; memory++) {
      engine.publish(node, home.replying("first", memory));
    }
    FunctionVersion last = engine.publish(node, home.replying("first", 184));
    assertEquals("57", VersionReference.parse(last.reference()).orElseThrow().number());
    assertEquals(first, engine.publish(node, home.replying("first", 128)));
  }

  @Test
  @DisplayName("a crash after any call of a first publish leaves one version and one of each layer")
  void survivesCrashesAtTheFirst() {
    for (int calls = 1; calls <= MOST_CALLS; calls++) {
      try (FakeHome crashing = new FakeHome();
          LambdaFunctionEngine killed = crashing.openQuick();
          LambdaFunctionEngine next = crashing.openQuick()) {
        FunctionSpec spec = crashing.replying("a", 128);
        crashing.lambda().killAfter(calls);
        attempt(killed, node, spec);
        crashing.lambda().killAfter(Integer.MAX_VALUE);
        FunctionVersion version = next.publish(node, spec);
        assertEquals(List.of(1), crashing.lambda().versions(FakeHome.name(version)), "killed after " + calls);
        for (String layer : List.of("python-runtime", "extra-packages")) {
          assertEquals(1, crashing.lambda().layerVersions(FakeHome.PREFIX + '-' + layer), "killed after " + calls);
        }
      }
    }
  }

  @Test
  @DisplayName("a crash after any call of a later publish leaves one version of each spec, whatever comes next")
  void survivesCrashesLater() {
    for (FunctionSpec changed : List.of(home.replying("b", 128), home.replying("a", 256), home.replying("b", 256))) {
      for (int calls = 1; calls <= MOST_CALLS / 2; calls++) {
        NodeFunction each = FakeHome.node();
        FunctionVersion first = engine.publish(each, home.replying("a", 128));
        try (LambdaFunctionEngine killed = home.openQuick(); LambdaFunctionEngine next = home.openQuick()) {
          // Another engine has its layers to find again first: two calls.
          home.lambda().killAfter(calls + 2);
          attempt(killed, each, changed);
          home.lambda().killAfter(Integer.MAX_VALUE);
          FunctionVersion other = next.publish(each, home.replying("c", 192));
          FunctionVersion again = next.publish(each, changed);
          assertEquals(first, next.publish(each, home.replying("a", 128)));
          assertEquals(again, next.publish(each, changed));
          assertNotEquals(other, again);
          assertEquals(upTo(3), home.lambda().versions(FakeHome.name(first)), "killed after " + calls);
        }
      }
    }
  }

  private static void attempt(LambdaFunctionEngine killed, NodeFunction node, FunctionSpec spec) {
    try {
      killed.publish(node, spec);
    } catch (TrainyardException dead) {
      assertEquals(ErrorCode.ENGINE_UNAVAILABLE, dead.code());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE_FUNCTION", "UPDATE_FUNCTION_CODE", "UPDATE_FUNCTION_CONFIGURATION", "PUBLISH_VERSION",
      "LIST_VERSIONS", "GET_FUNCTION", "LIST_LAYER_VERSIONS"})
  @DisplayName("throttles, failures, conflicts and lost answers of any call are got over, and publish nothing twice")
  void getsOverFailures(Operation operation) {
    for (LambdaFault fault : List.of(new LambdaFault.Refuse(LambdaAnswer.throttled()),
        new LambdaFault.Refuse(LambdaAnswer.refusal(500, "ServiceException", "The service failed.")),
        new LambdaFault.Refuse(LambdaAnswer.refusal(503, "ServiceUnavailable", "Slow down.")),
        new LambdaFault.DropBefore(), new LambdaFault.DropAfter(), new LambdaFault.HalfAnswer())) {
      NodeFunction each = FakeHome.node();
      try (LambdaFunctionEngine fresh = home.openQuick()) {
        home.lambda().fail(operation, fault);
        FunctionVersion a = fresh.publish(each, home.replying("a", 128));
        FunctionVersion code = fresh.publish(each, home.replying("b", 128));
        FunctionVersion settings = fresh.publish(each, home.replying("b", 256));
        assertEquals(upTo(3), home.lambda().versions(FakeHome.name(a)), operation + " " + fault);
        assertTrue(reply(a).contains("a") && reply(code).contains("b") && reply(settings).contains("b"));
      }
    }
  }

  @Test
  @DisplayName("updates in flight, stale revisions and a role that is not spread yet are waited out")
  void waitsForOthers() {
    home.lambda().polls(5);
    home.lambda().refuse(Operation.CREATE_FUNCTION, LambdaAnswer.roleUnknown());
    home.lambda().refuse(Operation.CREATE_FUNCTION, LambdaAnswer.roleUnknown());
    FunctionVersion first = engine.publish(node, home.replying("a", 128));
    home.lambda().refuse(Operation.UPDATE_FUNCTION_CODE, LambdaAnswer.updateInFlight());
    home.lambda().refuse(Operation.UPDATE_FUNCTION_CODE,
        LambdaAnswer.refusal(412, "PreconditionFailedException", "The Revision Id provided does not match"));
    engine.publish(node, home.replying("b", 128));
    assertEquals(upTo(2), home.lambda().versions(FakeHome.name(first)));
  }

  @Test
  @DisplayName("servers that publish different specs of one node at once get each their own")
  void keepsServersApart() {
    home.lambda().polls(3);
    List<FunctionSpec> specs = List.of(home.replying("a", 128), home.replying("b", 128), home.replying("a", 256),
        home.replying("c", 256));
    List<LambdaFunctionEngine> servers = IntStream.range(0, 4).mapToObj(number -> home.openQuick()).toList();
    List<FunctionVersion> versions = Race.run(8, number -> servers.get(number % 4).publish(node, specs.get(number / 2)))
        .stream().map(finish -> finish.value().orElseThrow()).toList();
    assertEquals(4, versions.stream().distinct().count(), versions.toString());
    versions.forEach(version -> assertEquals(version, engine.publish(node, version.spec())));
    assertEquals(upTo(4), home.lambda().versions(FakeHome.name(versions.getFirst())));
    assertTrue(reply(versions.get(0)).contains("a") && reply(versions.get(2)).contains("b")
        && reply(versions.get(6)).contains("c"));
    servers.forEach(LambdaFunctionEngine::close);
  }

  @Test
  @DisplayName("a runtime that AWS takes no longer, a role that it never knows: the setting is named")
  void namesTheSetting() {
    home.lambda().refuse(Operation.CREATE_FUNCTION, LambdaAnswer.runtimeEnded());
    TrainyardException ended = assertThrows(TrainyardException.class,
        () -> engine.publish(node, home.replying("a", 128)));
    assertEquals(ErrorCode.ENGINE_UNAVAILABLE, ended.code());
    assertTrue(ended.detail().contains("TRAINYARD_AWS_RUNTIME=provided.al2023"), ended.detail());
    IntStream.range(0, 200)
        .forEach(repeat -> home.lambda().refuse(Operation.CREATE_FUNCTION, LambdaAnswer.roleUnknown()));
    TrainyardException unknown = assertThrows(TrainyardException.class,
        () -> engine.publish(node, home.replying("a", 128)));
    assertTrue(unknown.detail().contains("TRAINYARD_AWS_ROLE_ARN"), unknown.detail());
  }

  @Test
  @DisplayName("what AWS repeats of what it was given is in no message and no stack")
  void keepsSecretsOut() {
    for (LambdaAnswer answer : List.of(
        LambdaAnswer.refusal(400, "InvalidParameterValueException",
            "Lambda was unable to configure your environment variables. String measured: {\"KEY\":\"swordfish\"}"),
        LambdaAnswer.refusal(409, "ResourceConflictException", "swordfish"),
        LambdaAnswer.refusal(403, "AccessDeniedException", "swordfish is not authorized to perform: "
            + "lambda:CreateFunction on resource: swordfish"))) {
      IntStream.range(0, 200).forEach(repeat -> home.lambda().refuse(Operation.CREATE_FUNCTION, answer));
      TrainyardException refused = assertThrows(TrainyardException.class,
          () -> engine.publish(node, home.replying("a", 128)));
      StringWriter all = new StringWriter();
      refused.printStackTrace(new PrintWriter(all));
      assertFalse(all.toString().contains("swordfish"), all.toString());
      home.lambda().heal();
    }
  }

  @Test
  @DisplayName("functions carry tags and a description for people, and names within Lambda's 64 characters")
  void isFoundInTheConsole() {
    FunctionVersion version = engine.publish(node, home.replying("a", 128));
    var function = home.clients().control().getFunction(request -> request.functionName(FakeHome.name(version)));
    assertEquals("kli", function.tags().get("trainyard:bot"));
    assertEquals(node.node().value(), function.tags().get("trainyard:node-id"));
    assertEquals("release", function.tags().get("trainyard:kind"));
    assertTrue(function.configuration().description().contains("node NODE, bot kli"));
    assertEquals(128, function.configuration().memorySize());
    assertEquals(20, function.configuration().timeout());
    assertEquals("handler.main", function.configuration().handler());
    assertEquals(2, function.configuration().layers().size());
  }
}
