package dev.trainyard.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts the processes of sandboxes, all from one thread that lives as long as this does: the kernel ends a sandbox
 * together with the thread that started it. Thread-safe.
 */
final class SandboxLauncher implements AutoCloseable {
  private static final Path MACHINES_BUBBLEWRAP = Path.of("/usr/bin/bwrap");
  private static final String BUNDLED_BUBBLEWRAP = "py36/libexec/bwrap/bwrap";
  private static final long PAUSE = 1_000_000;

  private final LocalEngineSettings settings;
  private final Path program;
  private final RunFolder folder;
  private final Ticker ticker;
  private final boolean root;
  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService starter = Executors
      .newSingleThreadExecutor(Thread.ofPlatform().name("engine-sandboxes").daemon().factory());

  SandboxLauncher(LocalEngineSettings settings, Path program, RunFolder folder, Ticker ticker, boolean root) {
    this.settings = settings;
    this.program = program;
    this.folder = folder;
    this.ticker = ticker;
    this.root = root;
  }

  /** Which modes this machine may be able to run, the best first. */
  static List<SandboxMode> candidates(Path layers) {
    List<SandboxMode> found = new ArrayList<>();
    if (Files.isExecutable(MACHINES_BUBBLEWRAP)) {
      found.add(SandboxMode.BUBBLEWRAP);
    }
    if (Files.isExecutable(layers.resolve(BUNDLED_BUBBLEWRAP))) {
      found.add(SandboxMode.BUNDLED);
    }
    found.add(SandboxMode.LANDLOCK);
    return found;
  }

  /**
   * Starts a sandbox and waits until it answers.
   *
   * @throws SandboxFailure when it does not
   */
  Sandbox start(SandboxKey key, Path layers, SandboxMode mode) throws SandboxFailure {
    int number = count.incrementAndGet();
    Path socket = folder.path().resolve(number + ".sock");
    long latest = System.nanoTime() + settings.sandboxStart().toNanos();
    int blanks = key.owner().equals(SandboxKey.CHECKER) ? 0 : settings.blankWorkers();
    Process process = spawn(command(socket, layers, mode, number, blanks));
    ErrorOutput errors = ErrorOutput.follow(key.owner(), process);
    Sandbox sandbox = new Sandbox(key, socket, process, ticker);
    try {
      while (!Files.exists(socket) && process.isAlive() && System.nanoTime() < latest) {
        LockSupport.parkNanos(PAUSE);
      }
      sandbox.greet(Math.max(1, latest - System.nanoTime()));
      return sandbox;
    } catch (IOException silent) {
      process.destroy();
      String said = errors.text();
      throw new SandboxFailure("The sandbox (" + mode.summary() + ") did not start"
          + (said.isEmpty() ? "." : ": " + said), silent);
    }
  }

  private Process spawn(List<String> command) throws SandboxFailure {
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    try {
      return starter.submit(builder::start).get();
    } catch (ExecutionException refused) {
      throw new SandboxFailure("The sandbox's process could not be started.", refused);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new SandboxFailure("The start of a sandbox was interrupted.", stop);
    }
  }

  private List<String> command(Path socket, Path layers, SandboxMode mode, int number, int blanks)
      throws SandboxFailure {
    Path python = layers.resolve("py36");
    List<String> command = new ArrayList<>(List.of(python.resolve("lib/ld-linux-x86-64.so.2").toString(),
        "--library-path", python.resolve("lib").toString(), python.resolve("bin/python3.6").toString(), "-I", "-S",
        "-B", program.resolve("__main__.py").toString(), "launch", "--socket", socket.toString(), "--opt",
        layers.toString(), "--engine", String.valueOf(program.getParent()), "--mode", mode.argument(), "--blanks",
        Integer.toString(blanks), "--files", Integer.toString(settings.temporaryFiles().megabytes())));
    switch (mode) {
      case BUBBLEWRAP -> command.addAll(List.of("--bwrap", MACHINES_BUBBLEWRAP.toString()));
      case BUNDLED -> command.addAll(List.of("--bwrap", "bundled"));
      case LANDLOCK -> command.addAll(List.of("--scratch", scratch(number)));
    }
    if (root) {
      String nobody = Integer.toString(settings.rootRunsAs());
      command.addAll(List.of("--uid", nobody, "--gid", nobody));
    }
    return command;
  }

  private String scratch(int number) throws SandboxFailure {
    try {
      return folder.scratch(number, root, settings.rootRunsAs()).toString();
    } catch (IOException refused) {
      throw new SandboxFailure("A sandbox's folder could not be made.", refused);
    }
  }

  @Override
  public void close() {
    starter.shutdownNow();
  }
}
