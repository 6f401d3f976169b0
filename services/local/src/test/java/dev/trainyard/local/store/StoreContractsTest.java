package dev.trainyard.local.store;

import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.store.BotEndContract;
import dev.trainyard.contracts.store.BotStoreContract;
import dev.trainyard.contracts.store.CodeStoreContract;
import dev.trainyard.contracts.store.DraftStoreContract;
import dev.trainyard.contracts.store.NodeStoreContract;
import dev.trainyard.contracts.store.ReleaseStoreContract;
import dev.trainyard.contracts.store.SampleStoreContract;
import dev.trainyard.contracts.store.StageStoreContract;
import dev.trainyard.contracts.store.TrainingStoreContract;
import dev.trainyard.contracts.store.TurnLogContract;
import dev.trainyard.contracts.store.VariableStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every contract suite of a store, over a data folder. */
class StoreContractsTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir
  private static Path folder;

  private static volatile LocalStores local;

  private final Thread tester = Thread.currentThread();

  @BeforeAll
  static void open() {
    local = LocalStores.open(StoreSettings.in(folder), CLOCK);
  }

  @AfterAll
  static void close() {
    local.close();
  }

  private static Stores stores() {
    return new Stores(local.bots(), local.nodes(), local.drafts(), local.samples(), local.codes(), local.variables(),
        local.releases(), local.stages(), local.trainings(), local.turns());
  }

  /** A restart, except in races: there is one server a folder, and all race in it. */
  private Stores reopened() {
    if (Thread.currentThread().equals(tester)) {
      close();
      open();
    }
    return stores();
  }

  @Nested
  class SqliteBotEnd extends BotEndContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }

  @Nested
  class SqliteBotStore extends BotStoreContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }

  @Nested
  class SqliteCodeStore extends CodeStoreContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }

  @Nested
  class SqliteDraftStore extends DraftStoreContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }

  @Nested
  class SqliteNodeStore extends NodeStoreContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }

  @Nested
  class SqliteReleaseStore extends ReleaseStoreContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }

  @Nested
  class SqliteSampleStore extends SampleStoreContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }

  @Nested
  class SqliteStageStore extends StageStoreContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }

  @Nested
  class SqliteTrainingStore extends TrainingStoreContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      // A restart would end what runs: the lock of the folder proves that its server is dead.
      return StoreContractsTest.stores();
    }
  }

  @Nested
  class SqliteTurnLog extends TurnLogContract {
    /** Its size is of all turns together. */
    @BeforeEach
    void empty() {
      stores().turns().prune(Instant.MAX, 0);
    }

    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }

  @Nested
  class SqliteVariableStore extends VariableStoreContract {
    @Override
    protected Stores stores() {
      return StoreContractsTest.stores();
    }

    @Override
    protected Stores reopen() {
      return reopened();
    }
  }
}
