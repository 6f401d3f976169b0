package dev.trainyard.contracts.memory;

import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.store.SampleStoreContract;

class InMemorySampleStoreTest extends SampleStoreContract {
  private final InMemoryStores memory = new InMemoryStores();

  @Override
  protected Stores stores() {
    return memory.stores();
  }
}
