package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;

/** What the server, a bot's sandbox and a warm node take. */
final class MemoryScenario {
  private static final int NODES = 50;

  private final RunningServer server;
  private final Report report;

  MemoryScenario(RunningServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  /** Before any other scenario: with one bot alone, shares of memory are told apart best. */
  void run() throws IOException {
    Workload.bot(server.api(), "memory", NODES, "m");
    try (HttpCaller caller = new HttpCaller(server.api().root().getPort())) {
      caller.call(Workload.turn("memory", "staging", "N0"));
      double sandbox = Processes.proportionalMegabytesBelow(server.pid());
      for (int node = 0; node < NODES; node++) {
        for (int turn = 0; turn < 5; turn++) {
          caller.call(Workload.turn("memory", "staging", "N" + node));
        }
      }
      double warm = (Processes.proportionalMegabytesBelow(server.pid()) - sandbox) / (NODES - 1);
      report.goal("a bot's sandbox with its first warm node", "<= 25 MB", sandbox <= 25,
          "%.1f MB (all processes below the server, shared pages counted once)", sandbox);
      report.goal("a warm node", "<= 4 MB", warm <= 4, "%.2f MB (mean of %d more)", warm, NODES - 1);
    }
  }

  void underLoad() {
    double resident = Processes.residentMegabytes(server.pid());
    report.goal("the server under load", "<= 300 MB RSS", resident <= 300, "%.0f MB", resident);
  }
}
