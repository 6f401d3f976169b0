package dev.trainyard.local.layer;

import dev.trainyard.bot.Digest;
import dev.trainyard.engine.LayerRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The layers as folders that look like {@code /opt} on AWS Lambda. Layers that came with an earlier version of this
 * program stay in the cache, since releases that were trained with them keep running on them. Thread-safe.
 */
public final class UnpackedLayers {
  private static final Duration UNUSED = Duration.ofDays(400);

  private final List<ShippedLayer> shipped;
  private final LayerSet current;
  private final FolderCache cache;

  /**
   * Layers in a cache.
   *
   * @param shipped the layers that come with this program, in order
   * @param folder of the cache; must be readable by whoever runs node code
   * @param clock tells when layers were used last
   */
  public UnpackedLayers(List<ShippedLayer> shipped, Path folder, InstantSource clock) {
    this.shipped = List.copyOf(shipped);
    this.current = LayerSet.of(shipped.stream().map(ShippedLayer::reference).toList());
    this.cache = new FolderCache(folder.resolve("layers"), clock);
  }

  /**
   * The layers that come with this program.
   *
   * @return the name of the set
   */
  public LayerSet current() {
    return current;
  }

  /**
   * Finds layers, unpacking those that come with this program when they are not in the cache. Takes a second or two the
   * first time, else some milliseconds.
   *
   * @param set which
   * @return their folder; empty if they are neither of this program nor in the cache
   * @throws IOException when the cache cannot be read or written
   */
  public Optional<Path> folder(LayerSet set) throws IOException {
    String name = set.digest().value();
    return set.equals(current) ? Optional.of(cache.folder(name, this::unpack)) : cache.find(name);
  }

  /**
   * Deletes layers that no server has used for more than a year.
   *
   * @throws IOException when the cache cannot be read
   */
  public void prune() throws IOException {
    cache.prune(UNUSED);
  }

  private void unpack(Path folder) throws IOException {
    for (ShippedLayer layer : shipped) {
      Path copy = Files.createTempFile("layer", ".zip");
      try {
        copy(layer, copy);
        Unpacking.unpack(copy, folder);
      } finally {
        Files.delete(copy);
      }
    }
  }

  private static void copy(ShippedLayer layer, Path copy) throws IOException {
    LayerRef reference = layer.reference();
    try (InputStream zip = layer.zip().openStream()) {
      DigestInputStream digested = new DigestInputStream(zip, MessageDigest.getInstance("SHA-256"));
      try (var out = Files.newOutputStream(copy)) {
        digested.transferTo(out);
      }
      Digest found = new Digest(HexFormat.of().formatHex(digested.getMessageDigest().digest()));
      if (!found.equals(reference.digest())) {
        throw new IOException("The zip of layer " + reference.name() + " is not the one of its manifest.");
      }
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
