package dev.trainyard.contracts.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog;
import dev.trainyard.engine.RuntimeCatalog.Library;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@code RuntimeCatalog} must do. */
public abstract class RuntimeCatalogContract {

  /**
   * The catalogue under test.
   *
   * @return the same throughout a test
   */
  protected abstract RuntimeCatalog catalog();

  @Test
  @DisplayName("C8.2 names the runtime and the layers, the same every time")
  void namesWhatCodeRunsOn() {
    RuntimeCatalog catalog = catalog();
    assertFalse(catalog.runtime().isBlank());
    List<LayerRef> layers = catalog.layers();
    assertFalse(layers.isEmpty());
    assertEquals(layers.size(), layers.stream().map(LayerRef::name).distinct().count());
    assertEquals(layers, catalog.layers());
  }

  @Test
  @DisplayName("lists what node code can import, by name, each from a layer that is there")
  void listsLibraries() {
    List<Library> libraries = catalog().libraries();
    assertFalse(libraries.isEmpty());
    assertEquals(libraries.stream().sorted(Comparator.comparing(Library::name)).toList(), libraries);
    assertEquals(libraries.size(), libraries.stream().map(Library::name).distinct().count());
    Set<String> layers = catalog().layers().stream().map(LayerRef::name).collect(Collectors.toSet());
    for (Library library : libraries) {
      assertTrue(layers.contains(library.layer()), library::toString);
      assertFalse(library.version().isBlank() || library.licence().isBlank(), library::toString);
    }
  }

  @Test
  void answersFromMemory() {
    RuntimeCatalog catalog = catalog();
    catalog.libraries();
    assertTimeout(Duration.ofSeconds(1), () -> {
      for (int call = 0; call < 10_000; call++) {
        assertFalse(catalog.layers().isEmpty() || catalog.libraries().isEmpty());
      }
    });
  }
}
