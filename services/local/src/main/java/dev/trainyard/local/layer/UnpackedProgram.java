package dev.trainyard.local.layer;

import dev.trainyard.bot.Digest;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of text files that comes among this program's resources, unpacked to where other programs can read it. */
public final class UnpackedProgram {
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
   * @return the folder, holding what the folder of resources holds
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

  private static Map<String, byte[]> read(Class<?> beside, String name) throws IOException {
    @Nullable
    URL found = beside.getResource(name);
    if (found == null) {
      throw new FileNotFoundException("The folder " + name + " did not come with this program.");
    }
    try {
      URI place = found.toURI();
      if (!"jar".equals(place.getScheme())) {
        return walk(Path.of(place));
      }
      String text = place.toString();
      int inside = text.lastIndexOf("!/");
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(URI.create(text.substring("jar:".length(), inside))))) {
        return walk(jar.getPath(text.substring(inside + 1)));
      }
    } catch (URISyntaxException wrong) {
      throw new IOException(wrong);
    }
  }

  private static Map<String, byte[]> walk(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }
}
