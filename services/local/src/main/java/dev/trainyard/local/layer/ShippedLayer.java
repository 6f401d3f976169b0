package dev.trainyard.local.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trainyard.bot.Digest;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog.Library;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer that comes with this program as a zip and a manifest.
 *
 * @param reference its name and the digest of its zip
 * @param zip where the zip is read from
 * @param libraries the packages in it, as the manifest lists them
 */
public record ShippedLayer(LayerRef reference, URL zip, List<Library> libraries) {
  private static final List<String> NAMES = List.of("python-runtime", "extra-packages");
  private static final ObjectMapper JSON = new ObjectMapper();

  public ShippedLayer {
    libraries = List.copyOf(libraries);
  }

  /**
   * Reads the manifests of all layers that come with this program.
   *
   * @return in the order in which they are laid over each other
   */
  public static List<ShippedLayer> all() {
    return NAMES.stream().map(ShippedLayer::read).toList();
  }

  private static ShippedLayer read(String name) {
    try (InputStream manifest = resource(name, "manifest.json").openStream()) {
      JsonNode fields = JSON.readTree(manifest);
      Digest digest = new Digest(fields.path("sha256").asText());
      List<Library> libraries = new ArrayList<>();
      for (JsonNode each : fields.path("packages")) {
        libraries.add(new Library(each.path("name").asText(), each.path("version").asText(),
            each.path("licence").asText(), name));
      }
      return new ShippedLayer(new LayerRef(name, digest), resource(name, name + ".zip"), libraries);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The layer " + name + " did not come whole with this program.", unreadable);
    }
  }

  private static URL resource(String layer, String file) throws FileNotFoundException {
    @Nullable
    URL found = ShippedLayer.class.getResource(layer + "/" + file);
    if (found == null) {
      throw new FileNotFoundException(layer + "/" + file);
    }
    return found;
  }
}
