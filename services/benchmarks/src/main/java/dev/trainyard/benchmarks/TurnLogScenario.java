package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What remembering turns costs: two servers, one with the turn log and one without, loaded in turn. */
final class TurnLogScenario {
  private static final Duration TIME = Duration.ofSeconds(Math.max(1, Integer.getInteger("bench.seconds", 8) / 2));

  private final Report report;

  TurnLogScenario(Report report) {
    this.report = report;
  }

  void run() throws IOException, InterruptedException {
    try (
        RunningServer with = RunningServer.start(Files.createTempDirectory("bench-log-"), Map.of());
        RunningServer without = RunningServer.start(Files.createTempDirectory("bench-nolog-"),
            Map.of("TRAINYARD_TURN_LOG_ENABLED", "false"))) {
      Workload.bot(with.api(), "log", 1, "l");
      Workload.bot(without.api(), "log", 1, "l");
      rate(with);
      rate(without);
      List<Double> ratios = new ArrayList<>();
      for (int pair = 0; pair < 5; pair++) {
        ratios.add(rate(with) / rate(without));
      }
      Collections.sort(ratios);
      report.goal("turn log on against off, 8 callers", "costs at most 5 %", ratios.get(2) >= 0.95,
          "%.1f %% of the rate (five pairs: %.1f to %.1f %%)", ratios.get(2) * 100, ratios.get(0) * 100,
          ratios.get(4) * 100);
    }
  }

  private static double rate(RunningServer server) throws InterruptedException {
    return Load.run(8, TIME, Workload.turns(server.api().root().getPort(),
        _ -> List.of(Workload.turn("log", "staging", "N0")))).rate();
  }
}
