package dev.trainyard.benchmarks;

import dev.trainyard.journeys.driver.Poll;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What nobody can be faster than: resident processes with the node loaded, on the layer's own Python, with one socket
 * each; no server, no sandbox, no log. They are taken in turn, so that one is met again after all the others.
 */
final class Floor implements AutoCloseable {
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 8));

  private final Process parent;
  private final Set<Long> pids;
  private final List<FloorConnection> connections = new ArrayList<>();
  private final BlockingQueue<FloorConnection> free;

  private Floor(Process parent, Path socket, int processes) throws IOException {
    this.parent = parent;
    for (int process = 0; process < processes; process++) {
      connections.add(new FloorConnection(socket));
    }
    free = new ArrayBlockingQueue<>(processes, false, connections);
    pids = all(parent).map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  /** Starts so many processes. */
  static Floor start(int processes) throws IOException {
    Path folder = Files.createTempDirectory("floor-");
    Path script = Files.writeString(folder.resolve("floor.py"), Workload.resource("floor.py"));
    Path node = Files.writeString(folder.resolve("node.py"), Workload.code("floor"));
    Path socket = folder.resolve("s");
    List<String> command = new ArrayList<>(LayerPython.command());
    command.addAll(List.of(script.toString(), socket.toString(), node.toString(), Integer.toString(processes)));
    Process parent = new ProcessBuilder(command).inheritIO().start();
    try {
      Poll.until("the floor's processes", Duration.ofSeconds(10),
          () -> Files.exists(socket) && all(parent).count() == processes);
      return new Floor(parent, socket, processes);
    } catch (IOException | RuntimeException | Error failure) {
      all(parent).toList().forEach(ProcessHandle::destroy);
      throw failure;
    }
  }

  private static Stream<ProcessHandle> all(Process parent) {
    return Stream.concat(Stream.of(parent.toHandle()), parent.descendants());
  }

  /** So many callers, of whom each takes the process that has been free for longest, waiting for it. */
  Load.Result load(int callers) throws InterruptedException {
    return Load.run(callers, TIME, _ -> new Caller(free));
  }

  /** Tells also what that takes of the processors. */
  TurnCost measure(int callers) throws InterruptedException {
    return TurnCost.of(Set.of(), pids, () -> load(callers));
  }

  @Override
  public void close() throws IOException {
    for (FloorConnection connection : connections) {
      connection.close();
    }
    all(parent).toList().forEach(ProcessHandle::destroy);
  }

  /** Calls one process after the other. */
  private record Caller(BlockingQueue<FloorConnection> free) implements Load.Call {
    @Override
    public void run(long turn) throws IOException {
      try {
        FloorConnection connection = free.take();
        connection.call();
        free.add(connection);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("a caller of the floor was stopped");
      }
    }

    @Override
    public void close() {
      // The connections stay for the next load.
    }
  }
}
