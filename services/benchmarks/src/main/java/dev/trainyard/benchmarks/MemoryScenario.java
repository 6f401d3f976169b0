package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** What the server, a bot's sandbox and a warm node take. */
final class MemoryScenario {
  private static final int NODES = 50;
  private static final Duration STEADY = Duration.ofMillis(500);

  private final RunningServer server;
  private final Report report;

  MemoryScenario(RunningServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  /** Before any other scenario: so the one sandbox that is new is this bot's. */
  void run() throws IOException {
    Set<Long> before = Processes.children(server.pid());
    Workload.bot(server.api(), "memory", NODES, "m");
    try (HttpCaller caller = new HttpCaller(server.api().root().getPort())) {
      caller.call(Workload.turn("memory", "staging", "N0"));
      long pid = sandbox(before);
      double sandbox = settledMegabytes(pid);
      for (int node = 0; node < NODES; node++) {
        for (int turn = 0; turn < 5; turn++) {
          caller.call(Workload.turn("memory", "staging", "N" + node));
        }
      }
      double warm = (settledMegabytes(pid) - sandbox) / (NODES - 1);
      report.goal("a bot's sandbox with its first warm node", "<= 25 MB", sandbox <= 25,
          "%.1f MB (its processes, blank workers included; shared pages counted once)", sandbox);
      report.goal("a warm node", "<= 4 MB", warm <= 4, "%.2f MB (mean of %d more)", warm, NODES - 1);
    }
  }

  /** With all the blank workers that the engine keeps: it makes new ones for those that became a node's. */
  private static double settledMegabytes(long pid) {
    Set<?>[] seen = {Set.of()};
    long[] since = {System.nanoTime()};
    Poll.until("the processes of a sandbox to stay the same", Duration.ofSeconds(20), () -> {
      Set<Long> now = Processes.below(pid);
      if (!now.equals(seen[0])) {
        seen[0] = now;
        since[0] = System.nanoTime();
      }
      return System.nanoTime() - since[0] > STEADY.toNanos();
    });
    return Processes.proportionalMegabytes(pid);
  }

  private long sandbox(Set<Long> before) {
    Set<Long> now = Processes.children(server.pid());
    now.removeAll(before);
    if (now.size() != 1) {
      throw new IllegalStateException("One sandbox was expected to be new, not " + now.size());
    }
    return now.iterator().next();
  }

  void underLoad() {
    double resident = Processes.residentMegabytes(server.pid());
    report.goal("the server under load", "<= 300 MB RSS", resident <= 300, "%.0f MB", resident);
  }
}
