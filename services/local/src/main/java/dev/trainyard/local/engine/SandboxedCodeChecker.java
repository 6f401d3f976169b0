package dev.trainyard.local.engine;

import dev.trainyard.bot.CodeProblem;
import dev.trainyard.bot.NodeCode;
import dev.trainyard.engine.CodeChecker;
import dev.trainyard.engine.EngineHealth.Degradation;
import dev.trainyard.local.layer.ShippedLayer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checker alone, where functions run elsewhere: it compiles by the runtime layer's own Python in a sandbox of this
 * machine, in which no node code is ever run. Thread-safe.
 */
public final class SandboxedCodeChecker implements CodeChecker, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxedCodeChecker.class);
  private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

  private final Ticker ticker = new Ticker();
  private final RunFolder runFolder;
  private final Sandboxes sandboxes;
  private final Compiler compiler;
  private volatile boolean closed;

  /**
   * Starts it: unpacks what is not in the cache, and starts the sandbox.
   *
   * @param settings of which only those of sandboxes and checks count
   * @param layers that come with this program, in order
   * @param clock tells when layers were used last
   * @throws java.io.UncheckedIOException when the cache or run folder cannot be made
   * @throws IllegalStateException on a system that cannot run it; the message says what can
   */
  public SandboxedCodeChecker(LocalEngineSettings settings, List<ShippedLayer> layers, InstantSource clock) {
    Premises premises = Premises.prepare(settings, layers, clock, ticker);
    SandboxKey key = premises.checker();
    this.runFolder = premises.runFolder();
    this.sandboxes = new Sandboxes(settings, premises.layers(), premises.launcher(), ticker, _ -> {
    });
    this.compiler = new Compiler(key, sandboxes, (_, _) -> {
    }, ticker, settings.checks());
    Thread.ofVirtual().name("checker-start").start(() -> start(key));
    Thread.ofVirtual().name("checker-housekeeping").start(this::keepHouse);
  }

  @Override
  public List<CodeProblem> check(NodeCode code) {
    return compiler.compile(code.digest(), code.bytes());
  }

  /**
   * What is weaker than it should be.
   *
   * @return empty on a good machine
   */
  public List<Degradation> degradations() {
    List<Degradation> degradations = new ArrayList<>();
    if (sandboxes.mode() == SandboxMode.LANDLOCK) {
      degradations.add(new Degradation("checker", "This machine refuses user namespaces, so code is compiled behind "
          + "Landlock only. No node code runs here.", "None is needed: nothing that is compiled is run."));
    }
    sandboxes.troubles().values().forEach(trouble -> degradations.add(new Degradation("checker",
        "Saved code cannot be checked, and Train is refused: " + trouble.reason(),
        "The next check tries again; the server's log says more.")));
    return degradations;
  }

  private void start(SandboxKey key) {
    try {
      sandboxes.running(key);
    } catch (SandboxFailure failure) {
      if (!closed) {
        LOG.error("The checker's sandbox does not run: {}", failure.getMessage());
      }
    }
  }

  private void keepHouse() {
    while (!closed) {
      LockSupport.parkNanos(ROUND);
      compiler.endIdle();
    }
  }

  @Override
  public void close() {
    closed = true;
    compiler.close();
    sandboxes.close();
    ticker.close();
    runFolder.close();
  }
}
