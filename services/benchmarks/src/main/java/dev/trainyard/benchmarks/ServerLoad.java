package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Callers of turns on a running server, each of whom goes round all requests in an order of its own. */
final class ServerLoad {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 8));

  private final RunningServer server;
  private final Report report;

  ServerLoad(RunningServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  Load.Result run(int callers, List<byte[]> requests) throws InterruptedException {
    int port = server.api().root().getPort();
    return Load.run(callers, TIME, Workload.turns(port, caller -> {
      List<byte[]> own = new ArrayList<>(requests);
      Collections.shuffle(own, new Random(caller));
      return own;
    }));
  }

  /** Tells also where the processor time of a turn goes. */
  TurnCost measure(int callers, List<byte[]> requests) throws InterruptedException {
    return TurnCost.of(Set.of(server.pid()), ProcessorTime.below(server.pid()), () -> run(callers, requests));
  }

  /** Measures, and reports where the processor time of a turn goes. */
  Load.Result explain(String what, int callers, List<byte[]> requests) throws InterruptedException {
    TurnCost cost = measure(callers, requests);
    report.figure("processor time of a turn, " + what,
        "server %.0f us, Python processes %.0f us, load generator %.0f us; the server's threads wait %.1f times a turn",
        cost.server(), cost.python(), cost.callers(), cost.waits());
    return cost.load();
  }
}
