package dev.trainyard.release;

import dev.trainyard.bot.CodeStore;
import dev.trainyard.bot.Digest;
import dev.trainyard.error.ErrorCode;
import dev.trainyard.error.TrainyardException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the manifests of releases. A manifest never changes, so the last {@value #MOST_KEPT} are kept. Thread-safe: the
 * map has a lock of its own, and two threads may read the same manifest at once.
 */
public final class Manifests {
  private static final int MOST_KEPT = 8;

  private final CodeStore codes;
  private final Map<Digest, Manifest> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Digest, Manifest> eldest) {
      return size() > MOST_KEPT;
    }
  });

  public Manifests(CodeStore codes) {
    this.codes = codes;
  }

  /**
   * Reads a release's manifest.
   *
   * @param release any
   * @return what it holds
   * @throws TrainyardException {@code store_unavailable} if the blob is lost or damaged
   */
  public Manifest of(Release release) {
    Manifest known = kept.get(release.manifest());
    if (known != null) {
      return known;
    }
    Manifest manifest = read(release);
    kept.put(release.manifest(), manifest);
    return manifest;
  }

  /** Reads a manifest that is not worth keeping. */
  Manifest read(Release release) {
    byte[] blob = codes.get(release.manifest()).orElseThrow(() -> damaged(release, null));
    try {
      return ManifestJson.read(blob);
    } catch (IllegalArgumentException broken) {
      throw damaged(release, broken);
    }
  }

  /** Stores a manifest; storing it again is fine. */
  Digest put(Manifest manifest) {
    Digest digest = codes.put(ManifestJson.write(manifest));
    kept.put(digest, manifest);
    return digest;
  }

  private static TrainyardException damaged(Release release, @Nullable Throwable cause) {
    return new TrainyardException(ErrorCode.STORE_UNAVAILABLE,
        "The store has lost the contents of release %d.".formatted(release.number()),
        Map.of("digest", release.manifest().value()), cause);
  }
}
