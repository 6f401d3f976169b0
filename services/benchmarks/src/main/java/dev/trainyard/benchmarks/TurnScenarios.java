package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Turns on a warm server: one caller, eight, many nodes, nodes that never ran. */
final class TurnScenarios {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 8));

  private final RunningServer server;
  private final Report report;

  TurnScenarios(RunningServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  /** What others are compared with: one caller on a warm node, and the turns a second of eight. */
  record Figures(Load.Result single, double rate) {
  }

  Figures run(Load.Result floor) throws InterruptedException, IOException {
    for (int bot = 0; bot < 10; bot++) {
      Workload.bot(server.api(), "bench" + bot, 10, "a");
    }
    List<byte[]> one = List.of(Workload.turn("bench0", "staging", "N0"));
    load(8, one);
    Load.Result single = load(1, one);
    double ratio = single.millis(50) / floor.millis(50);
    report.goal("warm turn, 1 caller", "p50 <= 0.5 ms, p99 <= 4 ms; <= 3 x the floor's p50",
        single.millis(50) <= 0.5 && single.millis(99) <= 4 && ratio <= 3,
        "p50 %.3f ms, p99 %.2f ms; %.2f x the floor", single.millis(50), single.millis(99), ratio);
    Load.Result eight = explained("8 callers, one node", 8, one);
    report.goal("8 callers, one node", ">= 9,000 turns/s, p99 <= 5 ms, p99.9 <= 15 ms",
        eight.rate() >= 9000 && eight.millis(99) <= 5 && eight.millis(99.9) <= 15,
        "%,.0f turns/s, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms", eight.rate(), eight.millis(50), eight.millis(99),
        eight.millis(99.9));
    many(one);
    firstTurns();
    return new Figures(single, eight.rate());
  }

  private void many(List<byte[]> one) throws InterruptedException {
    List<byte[]> hundred = new ArrayList<>();
    for (int bot = 0; bot < 10; bot++) {
      for (int node = 0; node < 10; node++) {
        hundred.add(Workload.turn("bench" + bot, "staging", "N" + node));
      }
    }
    load(8, hundred);
    explained("8 callers over 100 nodes", 8, hundred);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      ratios.add(load(8, hundred).rate() / load(8, one).rate());
    }
    Collections.sort(ratios);
    report.goal("8 callers over 100 nodes of 10 bots against 1 node", "lose at most 20 %", ratios.get(1) >= 0.8,
        "%.0f %% of the rate (three pairs: %.0f to %.0f %%)", ratios.get(1) * 100, ratios.get(0) * 100,
        ratios.get(2) * 100);
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

  /** Where the processor time of a turn goes, all three on the same cores. */
  private Load.Result explained(String what, int callers, List<byte[]> requests) throws InterruptedException {
    Set<Long> processes = ProcessorTime.below(server.pid());
    long self = ProcessHandle.current().pid();
    ProcessorTime earlier = ProcessorTime.of(server.pid());
    ProcessorTime earlierBelow = ProcessorTime.of(processes);
    ProcessorTime earlierHere = ProcessorTime.of(self);
    Load.Result result = load(callers, requests);
    double turns = result.nanos().getTotalCount();
    ProcessorTime used = ProcessorTime.of(server.pid()).minus(earlier);
    report.figure("processor time of a turn, " + what,
        "server %.0f us, Python processes %.0f us, load generator %.0f us; the server's threads wait %.1f times a turn",
        used.micros() / turns, ProcessorTime.of(processes).minus(earlierBelow).micros() / turns,
        ProcessorTime.of(self).minus(earlierHere).micros() / turns, used.waits() / turns);
    return result;
  }

  private Load.Result load(int callers, List<byte[]> requests) throws InterruptedException {
    int port = server.api().root().getPort();
    return Load.run(callers, TIME, Workload.turns(port, caller -> {
      List<byte[]> own = new ArrayList<>(requests);
      Collections.shuffle(own, new Random(caller));
      return own;
    }));
  }
}
