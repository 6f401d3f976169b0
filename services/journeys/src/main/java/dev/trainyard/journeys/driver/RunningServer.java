package dev.trainyard.journeys.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The distribution's {@code bin/trainyard} as a process on a free port of loopback, with a data folder that outlives
 * it. Used by one test at a time.
 */
public final class RunningServer implements AutoCloseable {
  /** The token that every server of the journeys is given. */
  public static final String TOKEN = "a-token-for-the-journeys-only";

  /** What a server prints when it is ready. Asking it would keep a server busy that is about to start. */
  private static final String READY = "Trainyard is ready.";

  private final Process process;
  private final ProcessBuilder builder;
  private final Path output;
  private final Api api;

  private RunningServer(ProcessBuilder builder, Path output, Api api) throws IOException {
    this.process = builder.start();
    this.builder = builder;
    this.output = output;
    this.api = api;
  }

  /** Starts the server on a data folder and waits until it says that it is ready. */
  public static RunningServer start(Path data, Map<String, String> settings) {
    try {
      int port = freePort();
      Path output = Files.createTempFile("trainyard-", ".out");
      ProcessBuilder builder = new ProcessBuilder(Repository.distribution().resolve("bin/trainyard").toString())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile());
      builder.environment().putAll(Map.of(
          "TRAINYARD_HTTP_PORT", Integer.toString(port),
          "TRAINYARD_DATA_DIR", data.toString(),
          "TRAINYARD_CACHE_DIR", Repository.cache().toString(),
          "TRAINYARD_TOKEN", TOKEN));
      builder.environment().putAll(settings);
      RunningServer server = new RunningServer(builder, output, new Api(port, TOKEN));
      server.awaitReady();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Starts it again, after it ended, on the same port and data folder: for those who kept its address. */
  public RunningServer again() {
    try {
      RunningServer server = new RunningServer(builder, output, api);
      server.awaitReady();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() {
    Poll.until("the server to be ready; it printed:\n" + output(), Duration.ofSeconds(60), () -> {
      if (!process.isAlive()) {
        throw new AssertionError("the server ended with " + process.exitValue() + ":\n" + output());
      }
      return output().contains(READY);
    });
  }

  public Api api() {
    return api;
  }

  public long pid() {
    return process.pid();
  }

  /** What the server printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends the server as a power cut would: no shutdown of its own. */
  public void kill() {
    List<ProcessHandle> children = process.descendants().filter(child -> !rehearses(child)).toList();
    process.destroyForcibly();
    await();
    Poll.until("the sandboxes to end with their server", Duration.ofSeconds(20),
        () -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Whether a process is none of the server's, but makes its cache beside a first start. */
  private boolean rehearses(ProcessHandle child) {
    return Stream.iterate(Optional.of(child), Optional::isPresent,
        at -> at.flatMap(ProcessHandle::parent).filter(parent -> parent.pid() != process.pid()))
        .flatMap(Optional::stream)
        .anyMatch(at -> at.info().commandLine().orElse("").contains("bin/trainyard"));
  }

  /** Ends the server by SIGTERM. */
  @Override
  public void close() {
    process.destroy();
    await();
  }

  public int exitValue() {
    return process.exitValue();
  }

  private void await() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the server did not end within 30 s:\n" + output());
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupt);
    }
  }
}
