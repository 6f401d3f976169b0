package dev.trainyard.contracts.memory;

import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.store.StageStoreContract;

class InMemoryStageStoreTest extends StageStoreContract {
  private final InMemoryStores memory = new InMemoryStores();

  @Override
  protected Stores stores() {
    return memory.stores();
  }
}
