package dev.trainyard.aws.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.aws.client.FunctionRuntime;
import dev.trainyard.bot.Digest;
import dev.trainyard.contracts.engine.RuntimeCatalogContract;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog;
import dev.trainyard.engine.RuntimeCatalog.Library;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LambdaRuntimeCatalogTest extends RuntimeCatalogContract {
  private final List<LambdaLayer> layers = List.of(layer("python-runtime", "six", "boto3"),
      layer("extra-packages", "six", "requests"));
  private final LambdaRuntimeCatalog catalog = new LambdaRuntimeCatalog(FunctionRuntime.PROVIDED_AL2023, layers);

  private static LambdaLayer layer(String name, String... libraries) {
    return new LambdaLayer(new LayerRef(name, Digest.of(name)), () -> {
      throw new IOException("not read");
    }, List.of(libraries).stream().map(library -> new Library(library, "1.0", "MIT", name)).toList());
  }

  @Override
  protected RuntimeCatalog catalog() {
    return catalog;
  }

  @Test
  @DisplayName("provided.al2023 stands on both layers; of what both have, code gets the later one's")
  void takesBothLayers() {
    assertEquals("provided.al2023", catalog.runtime());
    assertEquals(List.of("python-runtime", "extra-packages"),
        catalog.layers().stream().map(LayerRef::name).toList());
    assertEquals(List.of("boto3 python-runtime", "requests extra-packages", "six extra-packages"),
        catalog.libraries().stream().map(library -> library.name() + ' ' + library.layer()).toList());
  }

  @Test
  @DisplayName("AWS's own python3.6 has an interpreter: it takes the packages alone")
  void leavesTheInterpreterToAws() {
    LambdaRuntimeCatalog managed = new LambdaRuntimeCatalog(FunctionRuntime.PYTHON_3_6, layers);
    assertEquals("python3.6", managed.runtime());
    assertEquals(List.of("extra-packages"), managed.layers().stream().map(LayerRef::name).toList());
    assertEquals(List.of("requests", "six"), managed.libraries().stream().map(Library::name).toList());
  }
}
