package dev.trainyard.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.bot.NodeId;
import dev.trainyard.bot.NodeName;
import dev.trainyard.engine.FunctionSpec;
import dev.trainyard.engine.FunctionVersion;
import dev.trainyard.engine.Invocation;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Payload;
import dev.trainyard.local.layer.ShippedLayer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who finds room when more nodes are released than there may be workers. */
final class RoomTest {
  private static final int WORKERS = 4;
  private static final List<LayerRef> LAYERS = ShippedLayer.all().stream().map(ShippedLayer::reference).toList();
  private static final BotId BOT = new BotId("full-house");
  private static final String CODE = """
      def main(event, context):
          return {'statusCode': 200, 'body': '%d'}
      """;

  private final LocalEngine engine = Home.open(RoomTest::small);

  private static LocalEngineSettings small(LocalEngineSettings all) {
    return new LocalEngineSettings(all.cacheFolder(), 2, WORKERS, WORKERS, all.workerMemory(), all.slots(),
        all.draftSlots(), all.slotsPerBot(), all.queuePerNode(), all.checks(), all.sandboxes(), 0,
        all.loadLimit(), all.sandboxStart(), all.workerIdle(), all.sandboxIdle(), all.codeMemory(),
        all.temporaryFiles(), all.processes(), all.descriptors(), all.logBytes(), all.rootRunsAs());
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static NodeFunction node(int number) {
    return new NodeFunction(BOT, new NodeId("n" + number), new BotName("full-house"), new NodeName("N" + number));
  }

  private static FunctionSpec spec(int number) {
    NodeCode code = new NodeCode(CODE.formatted(number));
    Home.CODES.put(code.bytes());
    return new FunctionSpec(code.digest(), "python3.6", LAYERS, Duration.ofSeconds(5), new MemorySize(128));
  }

  private static InvocationRequest request() {
    return new InvocationRequest("00000000-0000-4000-8000-000000000000", Payload.of("{}"), Duration.ofSeconds(5));
  }

  private static String body(Invocation invocation) {
    return new String(assertInstanceOf(Invocation.Returned.class, invocation).result().bytes(), StandardCharsets.UTF_8);
  }

  private Set<FunctionVersion> release(int nodes) {
    Set<FunctionVersion> released = new HashSet<>();
    for (int number = 0; number < nodes; number++) {
      released.add(engine.publish(node(number), spec(number)));
    }
    return released;
  }

  @Test
  @DisplayName("A draft runs although the released nodes alone have more workers than there is room for")
  void draftsFindRoomBesideReleasedNodes() {
    Set<FunctionVersion> released = release(2 * WORKERS);
    engine.keepWarm(BOT, released, Set.of());
    released.forEach(version -> body(engine.invoke(version, request())));

    String answer = body(engine.runDraft(node(100), spec(100), request()));

    assertEquals("{\"statusCode\": 200, \"body\": \"100\"}", answer);
  }

  @Test
  @DisplayName("So does a version that no stage points to")
  void forgottenVersionsFindRoomToo() {
    Set<FunctionVersion> fallback = release(2 * WORKERS);
    engine.keepWarm(BOT, Set.of(), fallback);
    fallback.forEach(version -> body(engine.invoke(version, request())));

    String answer = body(engine.invoke(engine.publish(node(100), spec(100)), request()));

    assertEquals("{\"statusCode\": 200, \"body\": \"100\"}", answer);
  }

  @Test
  @DisplayName("A process that is killed while it is idle costs no turn")
  void killedWhileIdle() {
    FunctionVersion version = engine.publish(node(1), spec(1));
    for (int round = 0; round < 5; round++) {
      body(engine.invoke(version, request()));
      ProcessHandle.current().descendants().filter(process -> process.children().findAny().isEmpty())
          .forEach(ProcessHandle::destroyForcibly);
      assertEquals("{\"statusCode\": 200, \"body\": \"1\"}", body(engine.invoke(version, request())));
    }
  }
}
