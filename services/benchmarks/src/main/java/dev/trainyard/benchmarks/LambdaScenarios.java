package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Turns and trainings with functions on Lambda, against an address that answers after 20 ms. */
final class LambdaScenarios {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));
  private static final Duration ANSWER = Duration.ofMillis(20);
  private static final String HEAP = "1024m";
  private static final int NODES = 500;
  private static final int RATE = 10;

  private final Report report;

  LambdaScenarios(Report report) {
    this.report = report;
  }

  void run() throws IOException, InterruptedException {
    report.condition(
        "Lambda is a stub in the load generator's process that answers after %d ms; the server has a heap of %s there and no cache of ahead-of-time work, as on ECS"
            .formatted(ANSWER.toMillis(), HEAP));
    try (StubLambda lambda = new StubLambda(ANSWER);
        RunningServer server = RunningServer.start(Files.createTempDirectory("bench-lambda-"), settings(lambda));
        LambdaClient raw = raw(lambda)) {
      Workload.bot(server.api(), "lambda", 1, "l");
      new ManyLambdaCallers(report, lambda, callers -> turns(server, callers), callers -> invocations(raw, callers))
          .run(server.pid());
      eight(server);
      overhead(server, raw);
      training(server, lambda);
    }
  }

  private static Map<String, String> settings(StubLambda lambda) {
    return Map.ofEntries(Map.entry("TRAINYARD_ENGINE", "aws"), Map.entry("TRAINYARD_STORE", "local"),
        Map.entry("TRAINYARD_AWS_TABLE", "trainyard"), Map.entry("TRAINYARD_AWS_BUCKET", "trainyard-bench"),
        Map.entry("TRAINYARD_AWS_PREFIX", "bench"),
        Map.entry("TRAINYARD_AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/bench"),
        Map.entry("AWS_ENDPOINT_URL", lambda.endpoint().toString()), Map.entry("AWS_REGION", "eu-central-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "bench"), Map.entry("AWS_SECRET_ACCESS_KEY", "bench"),
        Map.entry("TRAINYARD_JAVA_HEAP", HEAP), Map.entry("TRAINYARD_AOT_CACHE", "false"));
  }

  private static LambdaClient raw(StubLambda lambda) {
    return LambdaClient.builder().endpointOverride(lambda.endpoint()).region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(64)).build();
  }

  /** Pairs, one after the other, since a machine is not the same from minute to minute. */
  private void overhead(RunningServer server, LambdaClient raw) throws InterruptedException {
    turns(server, 8);
    invocations(raw, 8);
    List<Double> over = new ArrayList<>();
    for (int pair = 0; pair < 3; pair++) {
      over.add(turns(server, 1).millis(50) - invocations(raw, 1).millis(50));
    }
    Collections.sort(over);
    report.goal("warm turn on Lambda, 1 caller, over a raw SDK Invoke", "at most 1 ms at p50", over.get(1) <= 1,
        "%.2f ms (three pairs: %.2f to %.2f ms)", over.get(1), over.getFirst(), over.getLast());
  }

  private void eight(RunningServer server) throws InterruptedException {
    Load.Result eight = turns(server, 8);
    report.figure("Lambda that answers after 20 ms, 8 callers", "%,.0f turns/s, p50 %.1f ms, p99 %.1f ms",
        eight.rate(), eight.millis(50), eight.millis(99));
  }

  private void training(RunningServer server, StubLambda lambda) {
    Workload.untrained(server.api(), "many", NODES, "m");
    int before = lambda.changes();
    long startedAt = System.nanoTime();
    Workload.train(server.api(), "many");
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    double allowed = (lambda.changes() - before) / (double) RATE;
    report.goal("Train of 500 new nodes, 10 calls a second", "at most 5 % longer than the rate allows",
        seconds <= allowed * 1.05, "%.1f s; the rate allows %.1f s", seconds, allowed);
  }

  private static Load.Result turns(RunningServer server, int callers) throws InterruptedException {
    return Load.run(callers, TIME, Workload.turns(server.api().root().getPort(),
        _ -> List.of(Workload.turn("lambda", "staging", "N0"))));
  }

  private static Load.Result invocations(LambdaClient raw, int callers) throws InterruptedException {
    SdkBytes event = SdkBytes.fromByteArray(Workload.BODY);
    return Load.run(callers, TIME, _ -> new Load.Call() {
      @Override
      public void run(long turn) throws IOException {
        try {
          raw.invoke(request -> request.functionName("bench-raw").qualifier("1").logType(LogType.TAIL).payload(event));
        } catch (SdkException failure) {
          throw new IOException(failure);
        }
      }

      @Override
      public void close() {
        // The client is shared.
      }
    });
  }
}
