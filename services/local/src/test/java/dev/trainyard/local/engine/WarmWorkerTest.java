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
import dev.trainyard.engine.Invocation.Cause;
import dev.trainyard.engine.InvocationRequest;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.MemorySize;
import dev.trainyard.engine.NodeFunction;
import dev.trainyard.engine.Payload;
import dev.trainyard.local.layer.ShippedLayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may happen to a worker that served before, and is only listened to. */
final class WarmWorkerTest {
  private static final List<LayerRef> LAYERS = ShippedLayer.all().stream().map(ShippedLayer::reference).toList();
  private static final String CODE = """
      import os, time


      def main(event, context):
          wanted = event['do']
          if wanted == 'exit':
              os._exit(3)
          if wanted == 'hang':
              time.sleep(60)
          if wanted == 'raise':
              raise ValueError('no')
          return 'x' * wanted + str(len(event.get('more', '')))
      """;

  private final LocalEngine engine = Home.shared();
  private final FunctionVersion version = warm();

  private FunctionVersion warm() {
    String id = UUID.randomUUID().toString();
    NodeCode code = new NodeCode(CODE);
    Home.CODES.put(code.bytes());
    return engine.publish(
        new NodeFunction(new BotId("warm"), new NodeId(id), new BotName("warm"), new NodeName("WARM")),
        new FunctionSpec(code.digest(), "python3.6", LAYERS, Duration.ofSeconds(4), new MemorySize(128)));
  }

  private Invocation turn(String wanted, int more) {
    return engine.invoke(version, new InvocationRequest(UUID.randomUUID().toString(),
        Payload.of("{\"do\":" + wanted + ",\"more\":\"" + "y".repeat(more) + "\"}"), Duration.ofSeconds(20)));
  }

  private void replies(int size, int more) {
    String text = assertInstanceOf(Invocation.Returned.class, turn(Integer.toString(size), more)).result().text();
    assertEquals(size + 2 + Integer.toString(more).length(), text.length());
    assertEquals(more + "\"", text.substring(size + 1));
  }

  @BeforeEach
  void serveOnce() {
    replies(1, 1);
  }

  @Test
  @DisplayName("Short and long messages come through in any order")
  void messagesOfAllSizes() {
    int[] sizes = {1, 16_300, 1, 16_384, 20_000, 1, 2_000_000, 1, 70_000};
    for (int size : sizes) {
      replies(size, 1);
      replies(1, size);
    }
    replies(100_000, 100_000);
    replies(1, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXIT", "TIMEOUT"})
  @DisplayName("A turn that ends the process has its outcome, and the next is served")
  void endings(Cause cause) {
    String wanted = cause == Cause.EXIT ? "\"exit\"" : "\"hang\"";
    assertEquals(cause, assertInstanceOf(Invocation.Ended.class, turn(wanted, 1)).cause());
    replies(1, 1);
    replies(2, 2);
  }

  @Test
  @DisplayName("A turn that raises has its outcome, and the next is served")
  void raises() {
    assertInstanceOf(Invocation.Errored.class, turn("\"raise\"", 1));
    replies(1, 1);
  }

  @Test
  @DisplayName("Many callers of few workers are all served")
  void manyCallers() throws InterruptedException, ExecutionException {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int caller = 0; caller < 100; caller++) {
        int size = caller % 10 == 0 ? 20_000 : caller;
        all.add(callers.submit(() -> {
          for (int round = 0; round < 20; round++) {
            replies(size, round);
          }
        }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }
}
