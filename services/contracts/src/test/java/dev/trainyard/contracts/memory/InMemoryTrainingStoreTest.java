package dev.trainyard.contracts.memory;

import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.store.TrainingStoreContract;

class InMemoryTrainingStoreTest extends TrainingStoreContract {
  private final InMemoryStores memory = new InMemoryStores();

  @Override
  protected Stores stores() {
    return memory.stores();
  }
}
