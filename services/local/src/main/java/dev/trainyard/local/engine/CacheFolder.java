package dev.trainyard.local.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a folder for the cache that sandboxes can read: a server that runs as root starts them as somebody else. */
final class CacheFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CacheFolder.class);
  private static final Path OF_THE_MACHINE = Path.of("/var/cache/trainyard");

  private CacheFolder() {
  }

  /**
   * Chooses the folder.
   *
   * @param wanted by the settings
   * @param root whether the server runs as root
   * @return the wanted one, or that of the machine if a sandbox could not read the wanted one
   * @throws IOException when neither will do; the message says why
   */
  static Path choose(Path wanted, boolean root) throws IOException {
    Path folder = wanted.toAbsolutePath().normalize();
    Path closed = root ? closed(folder) : null;
    if (closed == null) {
      return folder;
    }
    LOG.warn("The cache folder {} is of no use to a server that runs as root: sandboxes run as somebody else, for whom "
        + "{} is closed. {} is taken instead; set TRAINYARD_CACHE_DIR to a folder that all may enter.", folder, closed,
        OF_THE_MACHINE);
    Path closedToo = closed(OF_THE_MACHINE);
    if (closedToo != null) {
      throw new IOException("Sandboxes can read neither " + folder + " (" + closed + " is closed to others) nor "
          + OF_THE_MACHINE + " (" + closedToo + " is). Set TRAINYARD_CACHE_DIR to a folder that all may enter.");
    }
    return OF_THE_MACHINE;
  }

  /** The first folder on the way that others may not enter; null if there is none. */
  private static @Nullable Path closed(Path folder) throws IOException {
    for (Path each = folder; each != null; each = each.getParent()) {
      if (Files.exists(each) && !Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return each;
      }
    }
    return null;
  }
}
