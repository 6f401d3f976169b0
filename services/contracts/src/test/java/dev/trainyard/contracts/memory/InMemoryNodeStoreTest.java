package dev.trainyard.contracts.memory;

import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.store.NodeStoreContract;

class InMemoryNodeStoreTest extends NodeStoreContract {
  private final InMemoryStores memory = new InMemoryStores();

  @Override
  protected Stores stores() {
    return memory.stores();
  }
}
