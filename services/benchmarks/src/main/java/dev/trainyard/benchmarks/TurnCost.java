package dev.trainyard.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What a turn of a load took of the processors, all on the same cores.
 *
 * @param load that was measured
 * @param server microseconds of the server's process
 * @param python microseconds of the processes that run nodes
 * @param callers microseconds of the load generator
 * @param waits how often the server's threads waited
 */
record TurnCost(Load.Result load, double server, double python, double callers, double waits) {
  /** Calls for a while. */
  interface Calls {
    Load.Result run() throws InterruptedException;
  }

  /**
   * Measures a load.
   *
   * @param server its process, none where there is no server
   * @param python the processes that run nodes
   * @param calls what makes the load
   */
  static TurnCost of(Set<Long> server, Set<Long> python, Calls calls) throws InterruptedException {
    Set<Long> self = Set.of(ProcessHandle.current().pid());
    ProcessorTime earlier = ProcessorTime.of(server);
    ProcessorTime earlierPython = ProcessorTime.of(python);
    ProcessorTime earlierHere = ProcessorTime.of(self);
    Load.Result load = calls.run();
    double turns = load.nanos().getTotalCount();
    ProcessorTime used = ProcessorTime.of(server).minus(earlier);
    return new TurnCost(load, used.micros() / turns, ProcessorTime.of(python).minus(earlierPython).micros() / turns,
        ProcessorTime.of(self).minus(earlierHere).micros() / turns, used.waits() / turns);
  }

  /** The mean of a figure of several loads. */
  static double mean(List<TurnCost> costs, ToDoubleFunction<TurnCost> figure) {
    return costs.stream().mapToDouble(figure).average().orElseThrow();
  }
}
