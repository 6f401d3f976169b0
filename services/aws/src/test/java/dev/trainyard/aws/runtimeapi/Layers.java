package dev.trainyard.aws.runtimeapi;

import dev.trainyard.local.layer.ShippedLayer;
import dev.trainyard.local.layer.UnpackedLayers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two layers, unpacked below the build's folder, once. Thread-safe. */
final class Layers {
  private static @Nullable Path folder;

  private Layers() {
  }

  /** The folder for {@code /opt}. */
  static synchronized Path folder() {
    Path known = folder;
    if (known == null) {
      List<ShippedLayer> shipped = ShippedLayer.all();
      UnpackedLayers unpacked = new UnpackedLayers(shipped, Path.of("target", "cache").toAbsolutePath(),
          InstantSource.system());
      try {
        known = unpacked.folder(unpacked.current()).orElseThrow();
      } catch (IOException unusable) {
        throw new UncheckedIOException(unusable);
      }
      folder = known;
    }
    return known;
  }
}
