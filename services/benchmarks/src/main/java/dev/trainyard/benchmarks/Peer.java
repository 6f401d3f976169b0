package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Poll;
import dev.trainyard.journeys.driver.Repository;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** What a user could pick instead to run such code on one machine: serverless-offline, with the same code and body. */
final class Peer {
  private static final String NAME = "the peer: serverless-offline 13.10.1";
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 8));

  private final Report report;
  private final Path folder = Repository.root().resolve("services/benchmarks/target/peer");

  Peer(Report report) {
    this.report = report;
  }

  void run(Load.Result single, double rate) throws IOException, InterruptedException {
    if (!install()) {
      report.figure(NAME, "not measured: npm is missing, or could not install it");
      return;
    }
    int port = freePort();
    Process process = start(port);
    try {
      byte[] request = HttpCaller.request("POST", "/greet", "none", "application/json", Workload.BODY);
      Poll.until("the peer", Duration.ofSeconds(60), () -> answers(port, request));
      IntFunction<Load.Call> calls = _ -> new RoundOfRequests(port, List.of(request), Peer::isOurs);
      Load.run(1, Duration.ofSeconds(2), calls);
      Load.Result one = Load.run(1, TIME, calls);
      Load.Result eight = Load.run(8, TIME, calls);
      report.figure(NAME + ", warm, 1 caller", "p50 %.2f ms, p99 %.2f ms: %.1f x ours", one.millis(50),
          one.millis(99), one.millis(50) / single.millis(50));
      report.figure(NAME + ", 8 callers", "%,.0f turns/s, p99 %.2f ms; ours is %.0f x that rate", eight.rate(),
          eight.millis(99), rate / eight.rate());
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private boolean install() throws InterruptedException {
    try {
      Files.createDirectories(folder);
      for (String file : new String[]{"serverless.yml", "package.json"}) {
        Files.writeString(folder.resolve(file), Workload.resource("peer/" + file));
      }
      Files.writeString(folder.resolve("greet.py"), Workload.code("peer"));
      Path shim = folder.resolve("bin/python3.9");
      Files.createDirectories(shim.getParent());
      Files.writeString(shim, "#!/bin/sh\nexec %s \"$@\"\n".formatted(String.join(" ", LayerPython.command())));
      Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new ProcessBuilder("npm", "install", "--no-audit", "--no-fund").directory(folder.toFile())
          .redirectErrorStream(true).redirectOutput(folder.resolve("npm.log").toFile()).start().waitFor() == 0;
    } catch (IOException noNpm) {
      return false;
    }
  }

  private Process start(int port) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("node_modules/.bin/serverless", "offline", "start", "--httpPort",
        Integer.toString(port), "--lambdaPort", Integer.toString(freePort()), "--noPrependStageInUrl")
        .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("out.log").toFile());
    builder.environment().merge("PATH", folder.resolve("bin") + ":", (old, added) -> added + old);
    builder.environment().put("SLS_TELEMETRY_DISABLED", "1");
    builder.environment().put("SLS_NOTIFICATIONS_MODE", "off");
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port, byte[] request) {
    try (HttpCaller caller = new HttpCaller(port)) {
      return isOurs(caller.call(request));
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whether the same code has answered. */
  private static boolean isOurs(HttpCaller.Answer answer) {
    return answer.text().contains("One moment.");
  }
}
