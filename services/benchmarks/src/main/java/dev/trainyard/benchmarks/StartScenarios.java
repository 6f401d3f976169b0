package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How soon a stored bot answers after a start, and how fast the server is at first. */
final class StartScenarios {
  /** Starts scatter: a few of them tell nothing. */
  private static final int STARTS = 7;
  private static final Duration WARMING = Duration.ofSeconds(8);
  private static final Duration STEADY = Duration.ofSeconds(4);

  private final Report report;

  StartScenarios(Report report) {
    this.report = report;
  }

  void run() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("bench-start-");
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      Workload.bot(server.api(), "start", 10, "s");
    }
    List<Double> starts = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<Double> firsts = new ArrayList<>();
    for (int round = 0; round < STARTS; round++) {
      long before = System.nanoTime();
      try (RunningServer server = RunningServer.start(data, Map.of())) {
        awaitTurn(server);
        starts.add((System.nanoTime() - before) / 1e9);
        Load.Result early = load(server, Duration.ofSeconds(2));
        load(server, WARMING);
        shares.add(early.rate() / load(server, STEADY).rate());
        firsts.add(early.rate());
      }
    }
    report.goal("start by bin/trainyard to the first answered turn of a stored bot", "<= 2 s", median(starts) <= 2,
        "%.2f s (median of %d: %.2f to %.2f s; AOT cache made)", median(starts), STARTS, Collections.min(starts),
        Collections.max(starts));
    report.goal("first 2 s after ready, 8 callers", ">= 50 % of the steady rate", median(shares) >= 0.5,
        "%.0f %%, %,.0f turns/s (medians of %d: %.0f to %.0f %%)", median(shares) * 100, median(firsts), STARTS,
        Collections.min(shares) * 100, Collections.max(shares) * 100);
  }

  private static double median(List<Double> values) {
    return ReleaseScenarios.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void awaitTurn(RunningServer server) {
    byte[] turn = Workload.turn("start", "staging", "N0");
    Poll.until("the first turn", Duration.ofSeconds(30), () -> {
      try (HttpCaller caller = new HttpCaller(server.api().root().getPort())) {
        return caller.call(turn).status() == 200;
      } catch (IOException notYet) {
        return false;
      }
    });
  }

  private static Load.Result load(RunningServer server, Duration time) throws InterruptedException {
    return Load.run(8, time, Workload.turns(server.api().root().getPort(),
        _ -> List.of(Workload.turn("start", "staging", "N0"))));
  }
}
