package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Api;
import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a builder waits for: Run, Train Bot, roll back. */
final class ReleaseScenarios {
  private static final int NODES = 500;

  private final RunningServer server;
  private final Report report;

  ReleaseScenarios(RunningServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  void run() throws IOException {
    runs();
    trainings();
  }

  private void runs() throws IOException {
    Api api = server.api();
    Workload.bot(api, "runs", 1, "r");
    byte[] sample = "{\"sample\":{\"entities\":{},\"user_data\":{\"user_id\":\"u\"}}}".getBytes(StandardCharsets.UTF_8);
    byte[] request = HttpCaller.request("POST", "/api/v1/bots/runs/nodes/N0/runs", RunningServer.TOKEN,
        "application/json", sample);
    double[] millis = new double[100];
    try (HttpCaller caller = new HttpCaller(api.root().getPort())) {
      for (int round = 0; round < millis.length; round++) {
        api.save("runs", "N0", Workload.code("run " + round)).expect(200);
        long before = System.nanoTime();
        HttpCaller.Answer answer = caller.call(request);
        millis[round] = (System.nanoTime() - before) / 1e6;
        if (answer.status() != 200 || !answer.text().contains("run " + round)) {
          throw new IOException(answer.text());
        }
      }
    }
    double p50 = median(millis);
    report.goal("Run of code saved moments ago: request to output and logs", "p50 <= 15 ms", p50 <= 15,
        "p50 %.2f ms (100 saves and Runs)", p50);
  }

  private void trainings() throws IOException {
    Api api = server.api();
    Workload.bot(api, "large", NODES, "one");
    double[] all = new double[3];
    double[] single = new double[5];
    for (int round = 0; round < all.length; round++) {
      Workload.save(api, "large", NODES, "all" + round + "-");
      all[round] = train(api);
    }
    for (int round = 0; round < single.length; round++) {
      api.save("large", "N7", Workload.code("single" + round)).expect(200);
      single[round] = train(api);
    }
    report.goal("Train of 500 nodes, all changed / 1 changed", "<= 3 s / <= 300 ms",
        median(all) <= 3000 && median(single) <= 300, "%.0f ms / %.0f ms (medians of 3 and 5)", median(all),
        median(single));
    rollBacks(api);
  }

  private void rollBacks(Api api) throws IOException {
    byte[] back = HttpCaller.request("POST", "/api/v1/bots/large/stages/staging/rollbacks", RunningServer.TOKEN,
        "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    byte[] turn = Workload.turn("large", "staging", "N7");
    double[] millis = new double[4];
    try (HttpCaller caller = new HttpCaller(api.root().getPort())) {
      for (int round = 0; round < millis.length; round++) {
        caller.call(turn);
        long before = System.nanoTime();
        HttpCaller.Answer moved = caller.call(back);
        HttpCaller.Answer answer = caller.call(turn);
        millis[round] = (System.nanoTime() - before) / 1e6;
        if (moved.status() != 200 || !answer.text().contains("\"outcome\":\"reply\"")) {
          throw new IOException(moved.text() + answer.text());
        }
      }
    }
    report.goal("roll back, to the first turn of the other release", "<= 20 ms", median(millis) <= 20,
        "%.1f ms (median of 4)", median(millis));
  }

  private static double train(Api api) {
    long before = System.nanoTime();
    Api.Answer answer = api.exchange(api.request("/bots/large/trainings").header("Content-Type", "application/json")
        .header("Prefer", "wait=30").POST(BodyPublishers.ofString("{}")));
    double millis = (System.nanoTime() - before) / 1e6;
    if (!answer.json().path("state").asText().equals("succeeded")) {
      throw new IllegalStateException(answer.text());
    }
    return millis;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length % 2 == 1
        ? sorted[sorted.length / 2]
        : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  }
}
