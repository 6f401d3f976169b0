package dev.trainyard.server.page;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page and of the libraries that it imports. The page's own are read at the first request, all at
 * once, and have one version, a digest over all of them. A library's file is read when it is first asked for; there are
 * only so many. Thread-safe.
 */
@Singleton
final class PageFiles {
  private static final String ROOT = "/trainyard-page";
  private static final String LIBRARIES = "/META-INF/resources/webjars/";
  /** What of a library the page imports: nothing else of the jars is given away, or kept. */
  private static final Pattern IMPORTED = Pattern.compile(
      "(?:(?:lit|lit-html|lit-element|lit__reactive-element)/[0-9.]+/(?:[a-z0-9-]+/)?[a-z0-9-]+\\.js"
          + "|monaco-editor/[0-9.]+/min/vs/(?:[A-Za-z0-9-]+/){0,5}[A-Za-z0-9.-]+\\.(?:js|css|ttf))");

  private final Map<String, Asset> libraries = new ConcurrentHashMap<>();

  /**
   * The page's own files.
   *
   * @param version changes when any of them does
   * @param files by path, such as {@code app/main.js}
   */
  record Own(String version, Map<String, Asset> files) {
  }

  /** Read when first asked for, once. */
  private static final class Read {
    static final Own OWN = read();
  }

  Own own() {
    return Read.OWN;
  }

  /**
   * A file of a library.
   *
   * @param path such as {@code lit/3.3.1/index.js}
   * @return the file, empty if the page has no use for it
   */
  Optional<Asset> library(String path) {
    return IMPORTED.matcher(path).matches()
        ? Optional.ofNullable(libraries.computeIfAbsent(path, PageFiles::readLibrary))
        : Optional.empty();
  }

  /**
   * A file by its address, as browsers ask for it.
   *
   * @param address such as {@code /app/0123456789abcdef/main.js}
   * @return the file, empty if there is none, or it is of another version
   */
  Optional<Asset> at(String address) {
    String own = "/app/" + own().version() + "/";
    if (address.startsWith(own)) {
      return Optional.ofNullable(own().files().get("app/" + address.substring(own.length())));
    }
    return address.startsWith("/lib/") ? library(address.substring("/lib/".length())) : Optional.empty();
  }

  private static @Nullable Asset readLibrary(String path) {
    try (InputStream in = PageFiles.class.getResourceAsStream(LIBRARIES + path)) {
      return in == null ? null : Asset.of(path, in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Own read() {
    try {
      URI place = Objects.requireNonNull(PageFiles.class.getResource(ROOT + "/index.html"),
          "trainyard-builder-ui is on the class path").toURI();
      if (!place.getScheme().equals("jar")) {
        return read(Path.of(place).resolveSibling(""));
      }
      try (FileSystem jar = FileSystems.newFileSystem(URI.create(place.toString().replaceFirst("!.*", "!/")),
          Map.of())) {
        return read(jar.getPath(ROOT));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("a class loader's addresses are addresses", impossible);
    }
  }

  private static Own read(Path root) throws IOException {
    Map<String, Asset> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        files.put(name, Asset.of(name, Files.readAllBytes(file)));
      }
    }
    StringBuilder digests = new StringBuilder();
    files.forEach((name, file) -> digests.append(name).append(file.digest()));
    String version = Digests.hex(digests.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    return new Own(version, Map.copyOf(files));
  }
}
