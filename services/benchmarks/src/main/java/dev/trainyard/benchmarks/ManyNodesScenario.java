package dev.trainyard.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Eight callers over many nodes against one node. A process is kept for each node, and processes that are met rarely
 * find nothing of theirs in the processor's caches: how much that alone takes is measured beside it, in the same
 * rounds, with as many processes that do nothing but run the node.
 */
final class ManyNodesScenario {
  private static final int CALLERS = 8;
  private static final int BOTS = 10;
  private static final int NODES = 100;
  /** As many as the server gives one node as soon as turns would wait. */
  private static final int OF_ONE_NODE = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
  private static final int ROUNDS = 3;

  private final ServerLoad load;
  private final Report report;
  private final List<TurnCost> one = new ArrayList<>();
  private final List<TurnCost> many = new ArrayList<>();
  private final List<TurnCost> bareOne = new ArrayList<>();
  private final List<TurnCost> bareMany = new ArrayList<>();

  ManyNodesScenario(ServerLoad load, Report report) {
    this.load = load;
    this.report = report;
  }

  /** Expects bots bench0, bench1, … with nodes N0, N1, … on staging. */
  void run() throws IOException, InterruptedException {
    List<byte[]> node = List.of(Workload.turn("bench0", "staging", "N0"));
    List<byte[]> nodes = new ArrayList<>();
    for (int each = 0; each < NODES; each++) {
      nodes.add(Workload.turn("bench" + each % BOTS, "staging", "N" + each / BOTS));
    }
    load.run(CALLERS, nodes);
    load.explain("8 callers over 100 nodes", CALLERS, nodes);
    try (Floor few = Floor.start(OF_ONE_NODE); Floor hundred = Floor.start(NODES)) {
      few.load(CALLERS);
      hundred.load(CALLERS);
      for (int round = 0; round < ROUNDS; round++) {
        many.add(load.measure(CALLERS, nodes));
        one.add(load.measure(CALLERS, node));
        bareMany.add(hundred.measure(CALLERS));
        bareOne.add(few.measure(CALLERS));
      }
    }
    report();
  }

  private void report() {
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      ratios[round] = 100 * many.get(round).load().rate() / one.get(round).load().rate();
    }
    Arrays.sort(ratios);
    report.goal("8 callers over 100 nodes of 10 bots against 1 node", "lose at most 20 %", ratios[ROUNDS / 2] >= 80,
        "%.0f %% of the rate (three pairs: %.0f to %.0f %%)", ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
    report.figure("its floor: 8 callers over 100 resident processes in turn against " + OF_ONE_NODE,
        "%,.0f turns/s and %.0f us of a process a turn against %,.0f and %.0f us (means of three pairs)",
        rate(bareMany), python(bareMany), rate(bareOne), python(bareOne));
    leftByFloor();
  }

  /**
   * All cores are busy, so rates are as the processor times of a turn. Of those, server and load generator take for
   * many nodes at least what they take for one; to that comes the node, run as the floor does it, or as the server does
   * it for one node and no dearer for many than the floor gets.
   */
  private void leftByFloor() {
    double others = TurnCost.mean(one, cost -> cost.server() + cost.callers());
    double ours = others + python(one);
    double dearer = python(bareMany) - python(bareOne);
    report.figure("what that floor leaves of the rate for 1 node",
        "%.0f %% if a node cost what it costs the floor: (%.0f + %.0f us) / (%.0f + %.0f us), "
            + "the first being server and load generator for 1 node; "
            + "%.0f %% if ours cost the %.0f us of 1 node and the floor's %.0f us more for 100",
        100 * (others + python(bareOne)) / (others + python(bareMany)), others, python(bareOne), others,
        python(bareMany), 100 * ours / (ours + dearer), python(one), dearer);
  }

  private static double python(List<TurnCost> costs) {
    return TurnCost.mean(costs, TurnCost::python);
  }

  private static double rate(List<TurnCost> costs) {
    return TurnCost.mean(costs, cost -> cost.load().rate());
  }
}
