package dev.trainyard.local.layer;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * SQLite's native library, kept in the cache. Its driver would otherwise unpack it at every start and compare what it
 * unpacked byte by byte.
 */
public final class SqliteLibrary {
  /** The driver's own setting: a folder to load the library from. */
  static final String PLACE = "org.sqlite.lib.path";
  private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);
  private static final FileTime MOMENT = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));
  private static final Duration UNUSED = Duration.ofDays(30);

  private SqliteLibrary() {
  }

  /**
   * Tells the driver where the library is, unpacking it unless the cache has it. Called before the driver is first
   * used. Where the cache does not work, or a place is set already, the driver goes its own way.
   *
   * @param cacheFolder of the cache
   * @param clock tells when the library was used last
   */
  public static void keepIn(Path cacheFolder, InstantSource clock) {
    if (System.getProperty(PLACE) == null) {
      try {
        System.setProperty(PLACE, folder(cacheFolder, clock).toString());
      } catch (IOException unusable) {
        LOG.debug("The driver unpacks SQLite for itself.", unusable);
      }
    }
  }

  /** The driver's version says what is in it: a digest of a megabyte would take as long as the driver's way. */
  static Path folder(Path cacheFolder, InstantSource clock) throws IOException {
    String system = OSInfo.getNativeLibFolderPathForCurrentOS();
    FolderCache cache = new FolderCache(cacheFolder.resolve("sqlite"), clock);
    Path folder = cache.folder(SQLiteJDBCLoader.getVersion() + '-' + system.replace('/', '-'),
        target -> unpack(system, target));
    cache.prune(UNUSED);
    return folder;
  }

  private static void unpack(String system, Path target) throws IOException {
    String name = System.mapLibraryName("sqlitejdbc");
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream("native/" + system + '/' + name)) {
      if (library == null) {
        throw new FileNotFoundException("The driver has no library for " + system);
      }
      Files.copy(library, target.resolve(name));
      Unpacking.finish(target.resolve(name), MOMENT);
    }
  }
}
