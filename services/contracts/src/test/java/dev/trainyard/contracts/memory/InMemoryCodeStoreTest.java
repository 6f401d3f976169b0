package dev.trainyard.contracts.memory;

import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.store.CodeStoreContract;

class InMemoryCodeStoreTest extends CodeStoreContract {
  private final InMemoryStores memory = new InMemoryStores();

  @Override
  protected Stores stores() {
    return memory.stores();
  }
}
