package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Turns on a warm server: one caller, eight, many nodes, nodes that never ran. */
final class TurnScenarios {
  private final RunningServer server;
  private final Report report;
  private final ServerLoad load;

  TurnScenarios(RunningServer server, Report report) {
    this.server = server;
    this.report = report;
    this.load = new ServerLoad(server, report);
  }

  /** What others are compared with: one caller on a warm node, and the turns a second of eight. */
  record Figures(Load.Result single, double rate) {
  }

  Figures run(Load.Result floor) throws InterruptedException, IOException {
    for (int bot = 0; bot < 10; bot++) {
      Workload.bot(server.api(), "bench" + bot, 10, "a");
    }
    List<byte[]> one = List.of(Workload.turn("bench0", "staging", "N0"));
    load.run(8, one);
    Load.Result single = load.run(1, one);
    double ratio = single.millis(50) / floor.millis(50);
    report.goal("warm turn, 1 caller", "p50 <= 0.5 ms, p99 <= 4 ms; <= 3 x the floor's p50",
        single.millis(50) <= 0.5 && single.millis(99) <= 4 && ratio <= 3,
        "p50 %.3f ms, p99 %.2f ms; %.2f x the floor", single.millis(50), single.millis(99), ratio);
    Load.Result eight = load.explain("8 callers, one node", 8, one);
    report.goal("8 callers, one node", ">= 9,000 turns/s, p99 <= 5 ms, p99.9 <= 15 ms",
        eight.rate() >= 9000 && eight.millis(99) <= 5 && eight.millis(99.9) <= 15,
        "%,.0f turns/s, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms", eight.rate(), eight.millis(50), eight.millis(99),
        eight.millis(99.9));
    new ManyNodesScenario(load, report).run();
    firstTurns();
    return new Figures(single, eight.rate());
  }

  private void firstTurns() throws IOException {
    Workload.bot(server.api(), "first", 120, "f");
    try (HttpCaller caller = new HttpCaller(server.api().root().getPort())) {
      Histogram nanos = new Histogram(3);
      caller.call(Workload.turn("first", "staging", "N0"));
      for (int node = 1; node < 120; node++) {
        byte[] request = Workload.turn("first", "staging", "N" + node);
        long before = System.nanoTime();
        caller.call(request);
        nanos.recordValue(System.nanoTime() - before);
        pause();
      }
      double p50 = nanos.getValueAtPercentile(50) / 1e6;
      double p99 = nanos.getValueAtPercentile(99) / 1e6;
      report.goal("first turn of a node never run, of a running bot", "p50 <= 6 ms, p99 <= 15 ms",
          p50 <= 6 && p99 <= 15, "p50 %.2f ms, p99 %.2f ms (119 nodes, about 50 ms apart)", p50, p99);
    }
  }

  /** First turns come apart in life; back to back would measure how fast waiting workers are replaced. */
  private static void pause() {
    LockSupport.parkNanos(40_000_000L + new Random().nextInt(20_000_000));
  }
}
