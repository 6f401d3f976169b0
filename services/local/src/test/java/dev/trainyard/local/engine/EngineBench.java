package dev.trainyard.local.engine;

import dev.trainyard.bot.BotId;
import dev.trainyard.bot.BotName;
import dev.trainyard.bot.Digest;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;

/** Prints how fast the engine is, without a server around it. Run it by hand; it checks nothing. */
final class EngineBench {
  private static final String CODE = """
      import json, re
      WORDS = re.compile(r'[a-z]+')

      def main(event, context):
          body = json.loads(event['body'])
          found = WORDS.findall(body.get('text', ''))
          answer = {'status': True, 'response': ['You said %d words, number %%d' %% len(found)],
                    'conversation_details': body.get('conversation_details', {})}
          return {'statusCode': 200, 'body': json.dumps(answer)}
      """;

  private final LocalEngine engine;
  private final MemoryCodes codes = new MemoryCodes();
  private final List<LayerRef> layers;

  private EngineBench(Path cache) {
    List<ShippedLayer> shipped = ShippedLayer.all();
    layers = shipped.stream().map(ShippedLayer::reference).toList();
    engine = new LocalEngine(LocalEngineSettings.defaults(cache, Runtime.getRuntime().availableProcessors(),
        new MemorySize(8192)), shipped, codes, new SelectorListener(), InstantSource.system());
  }

  public static void main(String[] arguments) throws Exception {
    Path cache = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("bench");
    long before = System.nanoTime();
    EngineBench bench = new EngineBench(cache);
    System.out.printf("engine made in %d ms%n", (System.nanoTime() - before) / 1_000_000);
    try {
      bench.run();
    } finally {
      long closing = System.nanoTime();
      bench.engine.close();
      System.out.printf("closed in %d ms%n", (System.nanoTime() - closing) / 1_000_000);
    }
  }

  private NodeFunction node(int number) {
    return new NodeFunction(new BotId("bench"), new NodeId("n" + number), new BotName("bench"),
        new NodeName("NODE_" + number));
  }

  private FunctionVersion publish(int number) {
    Digest digest = codes.put(CODE.formatted(number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return engine.publish(node(number), spec(digest));
  }

  private FunctionSpec spec(Digest digest) {
    return new FunctionSpec(digest, "python3.6", layers, Duration.ofSeconds(20), new MemorySize(128));
  }

  private static InvocationRequest request() {
    String body = "{\\\"node\\\":\\\"N\\\",\\\"text\\\":\\\"" + "some words ".repeat(60)
        + "\\\",\\\"conversation_details\\\":{\\\"a\\\":1}}";
    return new InvocationRequest(UUID.randomUUID().toString(), Payload.of("{\"body\":\"" + body + "\"}"),
        Duration.ofSeconds(10));
  }

  private void run() throws Exception {
    long before = System.nanoTime();
    FunctionVersion first = publish(0);
    System.out.printf("first publish, sandbox of the checker included: %d ms%n",
        (System.nanoTime() - before) / 1_000_000);
    before = System.nanoTime();
    Invocation answer = engine.invoke(first, request());
    System.out.printf("first turn of the bot, sandbox included: %d ms: %s%n", (System.nanoTime() - before) / 1_000_000,
        answer instanceof Invocation.Returned(Payload result, var log, var usage)
            ? result.text() + "\n" + log.text() + usage
            : answer);
    System.out.println(engine.health());
    before = System.nanoTime();
    FunctionVersion[] nodes = new FunctionVersion[500];
    for (int n = 0; n < nodes.length; n++) {
      nodes[n] = publish(n + 1);
    }
    System.out.printf("500 publishes: %d ms%n", (System.nanoTime() - before) / 1_000_000);
    measure("warm, 1 caller", 1, 3000, _ -> first);
    for (int round = 0; round < 3; round++) {
      measure("warm, 1 caller", 1, 5000, _ -> first);
    }
    for (int round = 0; round < 4; round++) {
      measure("warm, 8 callers", 8, 5000, _ -> first);
    }
    measure("first turns, paced", 1, 100, n -> {
      pause(60);
      return nodes[n];
    });
    measure("first turns, one after the other", 1, 100, n -> nodes[100 + n]);
    measure("100 nodes, 8 callers", 8, 2000, n -> nodes[n % 100]);
    measure("100 nodes, 8 callers", 8, 2000, n -> nodes[n % 100]);
    runs();
    System.out.println(engine.health().summary());
    Runtime.getRuntime().gc();
    System.out
        .println(Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS"))
            .toList());
  }

  private void runs() {
    long[] times = new long[60];
    for (int n = 0; n < times.length; n++) {
      pause(60);
      NodeCode code = new NodeCode(CODE.formatted(10_000 + n));
      codes.put(code.bytes());
      engine.checker().check(code);
      long before = System.nanoTime();
      Invocation answer = engine.runDraft(node(9000), spec(code.digest()), request());
      times[n] = System.nanoTime() - before;
      require(answer);
    }
    print("Run of a draft just saved", times, 0);
  }

  private static void pause(int millis) {
    java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000L);
  }

  private static void require(Invocation answer) {
    if (!(answer instanceof Invocation.Returned)) {
      System.out.println(answer);
      Runtime.getRuntime().halt(1);
    }
  }

  private void measure(String name, int callers, int each, IntFunction<FunctionVersion> versions) throws Exception {
    long[] times = new long[callers * each];
    CountDownLatch done = new CountDownLatch(callers);
    long start = System.nanoTime();
    for (int caller = 0; caller < callers; caller++) {
      int offset = caller * each;
      Thread.ofVirtual().start(() -> {
        try {
          for (int n = 0; n < each; n++) {
            FunctionVersion version = versions.apply(n);
            long before = System.nanoTime();
            require(engine.invoke(version, request()));
            times[offset + n] = System.nanoTime() - before;
          }
        } finally {
          done.countDown();
        }
      });
    }
    done.await();
    print(name, times, times.length / ((System.nanoTime() - start) / 1e9));
  }

  private static void print(String name, long[] times, double rate) {
    Arrays.sort(times);
    System.out.printf("%-34s p50 %7.0f us  p99 %7.0f us  p99.9 %7.0f us  %6.0f/s%n", name,
        times[times.length / 2] / 1e3, times[(int) (times.length * 0.99)] / 1e3,
        times[(int) (times.length * 0.999)] / 1e3, rate);
  }
}
