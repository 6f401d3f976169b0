package dev.trainyard.local.engine;

import dev.trainyard.local.layer.ShippedLayer;
import dev.trainyard.local.layer.UnpackedLayers;
import dev.trainyard.local.layer.UnpackedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What sandboxes stand on.
 *
 * @param layers unpacked; those that come with this program are there
 * @param runFolder of their sockets
 * @param launcher starts them
 */
record Premises(UnpackedLayers layers, RunFolder runFolder, SandboxLauncher launcher) {

  /**
   * Prepares them: unpacks what is not in the cache.
   *
   * @throws UncheckedIOException when the cache or run folder cannot be made
   * @throws IllegalStateException on a system that cannot run it; the message says what can
   */
  static Premises prepare(LocalEngineSettings settings, List<ShippedLayer> layers, InstantSource clock,
      Ticker ticker) {
    Platform.check(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    boolean root = Platform.isRoot();
    try {
      Path cache = CacheFolder.choose(settings.cacheFolder(), root);
      UnpackedLayers unpacked = new UnpackedLayers(layers, cache, clock);
      unpacked.folder(unpacked.current());
      unpacked.prune();
      Path program = UnpackedProgram.folder(LocalEngine.class, "python", cache, clock).resolve("trainyard_engine");
      RunFolder runFolder = RunFolder.make(root);
      return new Premises(unpacked, runFolder, new SandboxLauncher(settings, program, runFolder, ticker, root));
    } catch (IOException unusable) {
      throw new UncheckedIOException("Sandboxes cannot be made: " + unusable.getMessage(), unusable);
    }
  }

  /** The sandbox in which code is compiled. */
  SandboxKey checker() {
    return new SandboxKey(SandboxKey.CHECKER, layers.current());
  }
}
