package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.Repository;
import dev.trainyard.journeys.driver.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;

/** Runs every scenario and writes {@code docs/benchmarks.md}. */
public final class Measure {
  private static final String REHEARSAL = "--rehearse";

  private Measure() {
  }

  /**
   * Measures.
   *
   * @param arguments none
   * @throws IOException if the server or a file fails
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Report report = new Report();
    conditions(report);
    TurnScenarios.Figures turns;
    Path data = Files.createTempDirectory("bench-");
    makeCache();
    try (RunningServer server = RunningServer.start(data, Map.of())) {
      MemoryScenario memory = new MemoryScenario(server, report);
      memory.run();
      Load.Result floor = floor(report);
      turns = new TurnScenarios(server, report).run(floor);
      memory.underLoad();
      new ReleaseScenarios(server, report).run();
    }
    new StartScenarios(report).run();
    new TurnLogScenario(report).run();
    new LambdaScenarios(report).run();
    new Peer(report).run(turns.single(), turns.rate());
    Files.writeString(Repository.root().resolve("docs/benchmarks.md"), report.markdown());
  }

  private static Load.Result floor(Report report) throws IOException, InterruptedException {
    try (Floor one = Floor.start(1)) {
      Load.Result floor = one.load(1);
      report.figure("the floor: a resident process and a socket, 1 caller", "p50 %.3f ms, p99 %.2f ms",
          floor.millis(50), floor.millis(99));
      return floor;
    }
  }

  /**
   * The first start after a build has the cache of ahead-of-time work made beside it, which would disturb all that
   * follows.
   */
  private static void makeCache() throws IOException {
    try (RunningServer server = RunningServer.start(Files.createTempDirectory("bench-first-"), Map.of())) {
      Poll.until("the cache of ahead-of-time work", Duration.ofSeconds(150),
          () -> !Processes.anyMentions(server.pid(), REHEARSAL));
    }
  }

  private static void conditions(Report report) throws IOException {
    report.condition("%s, %d cores, %s %s, %s".formatted(LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"), System.getProperty("os.version"),
        processor()));
    report.condition("Java %s for the load generator; the server by bin/trainyard with its defaults".formatted(
        System.getProperty("java.runtime.version")));
    report.condition("a node with real JSON and regular-expression work, a body of %d bytes".formatted(
        Workload.BODY.length));
  }

  private static String processor() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.filter(line -> line.startsWith("model name")).findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown processor");
    }
  }
}
