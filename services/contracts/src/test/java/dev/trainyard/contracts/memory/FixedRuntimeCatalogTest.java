package dev.trainyard.contracts.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trainyard.bot.Digest;
import dev.trainyard.contracts.engine.RuntimeCatalogContract;
import dev.trainyard.engine.LayerRef;
import dev.trainyard.engine.RuntimeCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedRuntimeCatalogTest extends RuntimeCatalogContract {
  private final FixedRuntimeCatalog catalog = FixedRuntimeCatalog.usual();

  @Override
  protected RuntimeCatalog catalog() {
    return catalog;
  }

  @Test
  void saysWhatItIsTold() {
    List<LayerRef> next = List.of(new LayerRef("python-runtime", Digest.of("next")));
    catalog.replaceLayers(next);
    assertEquals(next, catalog.layers());
  }
}
