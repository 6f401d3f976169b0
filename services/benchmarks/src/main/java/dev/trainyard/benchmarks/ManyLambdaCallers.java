package dev.trainyard.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * More callers than processors, each waiting for Lambda most of the time: how many turns a second that makes, beside
 * what the stub, this machine's timers and the SDK let through without a server.
 */
final class ManyLambdaCallers {
  private static final int CALLERS = 32;
  /** Until the server is as fast as it gets: its code for this path is compiled as it is used. */
  private static final int TURNS_BEFORE = 100_000;
  private static final int ROUNDS = 3;
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));
  private static final String SPEED = "%,.0f turns/s, p50 %.1f ms, p99 %.1f ms";

  private final Report report;
  private final StubLambda lambda;
  private final Callers turns;
  private final Callers invocations;

  /** So many callers for the time of a scenario. */
  interface Callers {
    Load.Result call(int callers) throws InterruptedException;
  }

  /**
   * Measures nothing yet.
   *
   * @param report where the figures go
   * @param lambda what answers
   * @param turns asks the server
   * @param invocations asks Lambda through the SDK
   */
  ManyLambdaCallers(Report report, StubLambda lambda, Callers turns, Callers invocations) {
    this.report = report;
    this.lambda = lambda;
    this.turns = turns;
    this.invocations = invocations;
  }

  void run(long serverPid) throws InterruptedException {
    double first = warm();
    List<Load.Result> floors = new ArrayList<>();
    List<Load.Result> raw = new ArrayList<>();
    List<Load.Result> served = new ArrayList<>();
    ProcessorTime used = new ProcessorTime(0, 0);
    ProcessorTime usedHere = used;
    long self = ProcessHandle.current().pid();
    for (int round = 0; round < ROUNDS; round++) {
      floors.add(connections());
      raw.add(invocations.call(CALLERS));
      ProcessorTime earlier = ProcessorTime.of(serverPid);
      ProcessorTime earlierHere = ProcessorTime.of(self);
      served.add(turns.call(CALLERS));
      used = used.plus(ProcessorTime.of(serverPid).minus(earlier));
      usedHere = usedHere.plus(ProcessorTime.of(self).minus(earlierHere));
    }
    Load.Result floor = median(floors);
    Load.Result sdk = median(raw);
    Load.Result server = median(served);
    report.figure("the floor there: 32 callers with a connection to the stub each", SPEED, floor.rate(),
        floor.millis(50), floor.millis(99));
    report.figure("the SDK there: 32 callers of a raw Invoke", SPEED, sdk.rate(), sdk.millis(50), sdk.millis(99));
    report.goal("Lambda that answers after 20 ms, 32 callers", ">= 1,500 turns/s", server.rate() >= 1500,
        SPEED + "; %.0f %% of the floor's rate (medians of %d, after %,d turns; the first %d s: %,.0f turns/s)",
        server.rate(), server.millis(50), server.millis(99), 100 * server.rate() / floor.rate(), ROUNDS, TURNS_BEFORE,
        TIME.toSeconds(), first);
    double count = served.stream().mapToLong(result -> result.nanos().getTotalCount()).sum();
    report.figure("processor time of a turn on Lambda, 32 callers",
        "server %.0f us, stub and load generator %.0f us; the server's threads wait %.1f times a turn",
        used.micros() / count, usedHere.micros() / count, used.waits() / count);
  }

  /** Tells how many turns a second there were at first. */
  private double warm() throws InterruptedException {
    Load.Result first = turns.call(CALLERS);
    long before = first.nanos().getTotalCount();
    while (before < TURNS_BEFORE) {
      before += turns.call(CALLERS).nanos().getTotalCount();
    }
    invocations.call(CALLERS);
    connections();
    return first.rate();
  }

  private static Load.Result median(List<Load.Result> rounds) {
    return rounds.stream().sorted(Comparator.comparingDouble(Load.Result::rate)).toList().get(rounds.size() / 2);
  }

  private Load.Result connections() throws InterruptedException {
    byte[] request = HttpCaller.request("POST", "/2015-03-31/functions/bench-raw/invocations?Qualifier=1", "none",
        "application/json", Workload.BODY);
    int port = lambda.endpoint().getPort();
    return Load.run(CALLERS, TIME, _ -> new RoundOfRequests(port, List.of(request), answer -> answer.status() == 200));
  }
}
