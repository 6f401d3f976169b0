package dev.trainyard.local.layer;

import dev.trainyard.bot.Digest;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of text files that comes among this program's resources, with a list of their names, unpacked to where other
 * programs can read it.
 */
public final class UnpackedProgram {
  /** The list: a resource of the folder, one path of a file in each line. */
  static final String LIST = "files.txt";
  private static final FileTime MOMENT = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));
  private static final Duration UNUSED = Duration.ofDays(30);

  private UnpackedProgram() {
  }

  /**
   * Unpacks a folder of resources, unless the cache has it.
   *
   * @param beside a class whose package the folder lies in
   * @param name of the folder
   * @param cacheFolder of the cache
   * @param clock tells when it was used last
   * @return the folder, holding the files of the list
   * @throws IOException when it cannot be read or written
   */
  public static Path folder(Class<?> beside, String name, Path cacheFolder, InstantSource clock) throws IOException {
    Map<String, byte[]> files = read(beside, name);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      all.writeBytes((file.getKey() + '\n' + file.getValue().length + '\n').getBytes(StandardCharsets.UTF_8));
      all.writeBytes(file.getValue());
    }
    FolderCache cache = new FolderCache(cacheFolder.resolve("engine"), clock);
    Path made = cache.folder(Digest.of(all.toByteArray()).value(), folder -> write(files, folder));
    cache.prune(UNUSED);
    return made;
  }

  private static void write(Map<String, byte[]> files, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Unpacking.makeFolder(target.getParent() == null ? folder : target.getParent());
      Files.write(target, file.getValue());
      Unpacking.finish(target, MOMENT);
    }
  }

  /** By the list of its files: looking for them in a jar would mean reading the names of all that is in it. */
  private static Map<String, byte[]> read(Class<?> beside, String name) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String file : new String(bytes(beside, name + "/" + LIST), StandardCharsets.UTF_8).lines().toList()) {
      files.put(file, bytes(beside, name + "/" + file));
    }
    return files;
  }

  private static byte[] bytes(Class<?> beside, String file) throws IOException {
    try (InputStream in = beside.getResourceAsStream(file)) {
      if (in == null) {
        throw new FileNotFoundException(file + " did not come with this program.");
      }
      return in.readAllBytes();
    }
  }
}
