package dev.trainyard.aws.engine;

import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog.Library;
import java.io.IOException;
import java.util.List;

/**
 * A layer that comes with this program, to be published where it is not yet.
 *
 * @param reference its name and the digest of its zip
 * @param zip opens the zip
 * @param libraries the packages in it
 */
public record LambdaLayer(LayerRef reference, Zip zip, List<Library> libraries) {
  public LambdaLayer {
    libraries = List.copyOf(libraries);
  }

  /** Where the bytes of a layer are. Thread-safe. */
  @FunctionalInterface
  public interface Zip {
    /**
     * Reads the whole zip.
     *
     * @return its bytes, a copy
     * @throws IOException if it cannot be read
     */
    byte[] read() throws IOException;
  }
}
