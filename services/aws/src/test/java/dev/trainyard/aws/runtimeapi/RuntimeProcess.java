package dev.trainyard.aws.runtimeapi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A process that was started from {@code /opt/bootstrap}, with the Runtime API that it talks to, watched as Lambda
 * does. One thread at a time waits for what happens.
 */
final class RuntimeProcess implements AutoCloseable {
  private final BlockingQueue<Happening> happenings = new ArrayBlockingQueue<>(64);
  private final RuntimeApiServer api = new RuntimeApiServer(happenings::add);
  private final EnvironmentLog log;
  private final Process process;
  private final ProcessTree tree;
  private final MemoryWatch memory;
  private final CompletableFuture<Void> exit;

  RuntimeProcess(DeployedFunction function, EnvironmentLog log) {
    this.log = log;
    process = Sandbox.start(function.code(), function.environment(api.address()), List.of(), List.of("/opt/bootstrap"));
    tree = new ProcessTree(process);
    log.follow(process);
    memory = MemoryWatch.over(process, tree, function.spec().memory(),
        () -> happenings.add(new Happening.OutOfMemory()));
    exit = process.onExit().thenAccept(ended -> happenings.add(new Happening.Exited(ended.exitValue())));
  }

  /** Waits for the next that happens. */
  Happening await(Duration most) {
    try {
      Happening happening = happenings.poll(most.toNanos(), TimeUnit.NANOSECONDS);
      return happening == null ? new Happening.TimedOut() : happening;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Happening.TimedOut();
    }
  }

  /** Hands over an event, and waits for what comes of it. */
  Happening run(RuntimeApiServer.Event event, Duration most) {
    api.offer(event);
    return await(most);
  }

  /** Stops everything until {@link #thaw}, as Lambda does between events. */
  void freeze() {
    memory.pause(true);
    tree.freeze();
  }

  void thaw() {
    tree.thaw();
    memory.pause(false);
  }

  /** The most memory so far. */
  int mostMegabytes() {
    return memory.mostMegabytes();
  }

  /** Takes in what was written by now. */
  void drainLog() {
    log.drain(process);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      exit.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException full) {
      throw new IllegalStateException("nobody waits for what happens any more", full);
    }
    log.drain(process);
    api.close();
  }
}
