package dev.trainyard.local.layer;

import dev.trainyard.contracts.engine.RuntimeCatalogContract;
import dev.trainyard.engine.RuntimeCatalog;

final class LocalRuntimeCatalogTest extends RuntimeCatalogContract {
  @Override
  protected RuntimeCatalog catalog() {
    return new LocalRuntimeCatalog(ShippedLayer.all());
  }
}
