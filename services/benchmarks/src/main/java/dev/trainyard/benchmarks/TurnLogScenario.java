package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What remembering turns costs: two servers, one with the turn log and one without, loaded in turn. A pair is short, so
 * that both meet the same machine, and every other pair begins with the other server.
 */
final class TurnLogScenario {
  private static final Duration TIME = Duration.ofSeconds(Math.max(1, Integer.getInteger("bench.seconds", 8) / 4));
  private static final int CALLERS = 8;
  /** Until the servers are as fast as they get: their code is compiled as it is used. */
  private static final int TURNS_BEFORE = 100_000;
  private static final int PAIRS = 11;
  private static final double LEAST = 0.95;

  private final Report report;

  TurnLogScenario(Report report) {
    this.report = report;
  }

  void run() throws IOException, InterruptedException {
    try (
        RunningServer with = RunningServer.start(Files.createTempDirectory("bench-log-"), Map.of());
        RunningServer without = RunningServer.start(Files.createTempDirectory("bench-nolog-"),
            Map.of("TRAINYARD_TURN_LOG_ENABLED", "false"))) {
      Used on = new Used(with);
      Used off = new Used(without);
      while (on.turns < TURNS_BEFORE || off.turns < TURNS_BEFORE) {
        on.load();
        off.load();
      }
      on.forget();
      off.forget();
      double[] ratios = new double[PAIRS];
      for (int pair = 0; pair < PAIRS; pair++) {
        // What stands on the left is loaded first.
        ratios[pair] = pair % 2 == 0 ? on.load() / off.load() : 1 / (off.load() / on.load());
      }
      Arrays.sort(ratios);
      double median = ratios[PAIRS / 2];
      report.goal("turn log on against off, %d callers".formatted(CALLERS), "costs at most 5 %", median >= LEAST,
          "%.1f %% of the rate (median of %d pairs of %d s each in changing order, after %,d turns: %.1f to %.1f %%)",
          median * 100, PAIRS, TIME.toSeconds(), TURNS_BEFORE, ratios[0] * 100, ratios[PAIRS - 1] * 100);
      report.figure("processor time of a turn there, turn log on against off",
          "server %.1f to %.1f us; with Python processes and load generator %.1f to %.1f us, %.1f %% more",
          on.ofServer(), off.ofServer(), on.ofAll(), off.ofAll(), 100 * (on.ofAll() / off.ofAll() - 1));
    }
  }

  /** One of the servers, and what its turns used of the processors. */
  private static final class Used {
    private final RunningServer server;
    private long turns;
    private long serverMicros;
    private long allMicros;

    Used(RunningServer server) {
      this.server = server;
      Workload.bot(server.api(), "log", 1, "l");
    }

    /** Tells how many turns a second there were. */
    double load() throws InterruptedException {
      Map<Long, Long> earlier = micros();
      Load.Result result = Load.run(CALLERS, TIME, Workload.turns(server.api().root().getPort(),
          _ -> List.of(Workload.turn("log", "staging", "N0"))));
      turns += result.nanos().getTotalCount();
      Map<Long, Long> later = micros();
      serverMicros += later.getOrDefault(server.pid(), 0L) - earlier.getOrDefault(server.pid(), 0L);
      later.forEach((pid, micros) -> allMicros += Math.max(0, micros - earlier.getOrDefault(pid, 0L)));
      return result.rate();
    }

    /** Of each process that lives: of one that ends meanwhile nothing is known. */
    private Map<Long, Long> micros() {
      Set<Long> processes = new HashSet<>(ProcessorTime.below(server.pid()));
      processes.addAll(List.of(server.pid(), ProcessHandle.current().pid()));
      return processes.stream().collect(Collectors.toMap(pid -> pid, pid -> ProcessorTime.of(pid).micros()));
    }

    void forget() {
      turns = 0;
      serverMicros = 0;
      allMicros = 0;
    }

    double ofServer() {
      return (double) serverMicros / turns;
    }

    double ofAll() {
      return (double) allMicros / turns;
    }
  }
}
