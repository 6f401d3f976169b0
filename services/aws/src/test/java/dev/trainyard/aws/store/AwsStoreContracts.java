package dev.trainyard.aws.store;

import dev.trainyard.contracts.Stores;
import dev.trainyard.contracts.store.BotEndContract;
import dev.trainyard.contracts.store.BotStoreContract;
import dev.trainyard.contracts.store.CodeStoreContract;
import dev.trainyard.contracts.store.DraftStoreContract;
import dev.trainyard.contracts.store.NodeStoreContract;
import dev.trainyard.contracts.store.ReleaseStoreContract;
import dev.trainyard.contracts.store.SampleStoreContract;
import dev.trainyard.contracts.store.StageStoreContract;
import dev.trainyard.contracts.store.StoreContract.Capability;
import dev.trainyard.contracts.store.TrainingStoreContract;
import dev.trainyard.contracts.store.TurnLogContract;
import dev.trainyard.contracts.store.VariableStoreContract;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** Every contract suite of a store, over services that a subclass names. Others see the same as other servers do. */
abstract class AwsStoreContracts {

  /** The stores of a server. */
  abstract Stores stores();

  /** Those of another server. */
  abstract Stores others();

  @Nested
  class AwsBotEnd extends BotEndContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }

  @Nested
  class DynamoDbBotStore extends BotStoreContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }

  @Nested
  class S3CodeStore extends CodeStoreContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }

  @Nested
  class DynamoDbDraftStore extends DraftStoreContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }

  @Nested
  class DynamoDbNodeStore extends NodeStoreContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }

  @Nested
  class DynamoDbReleaseStore extends ReleaseStoreContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }

  @Nested
  class DynamoDbSampleStore extends SampleStoreContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }

  @Nested
  class DynamoDbStageStore extends StageStoreContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }

  @Nested
  class DynamoDbTrainingStore extends TrainingStoreContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }

  @Nested
  class DynamoDbTurnLog extends TurnLogContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }

    /** Turns go by age alone: DynamoDB removes them itself, and tells nobody how much they take. */
    @Override
    protected Set<Capability> capabilities() {
      return EnumSet.complementOf(EnumSet.of(Capability.PRUNES_TURNS_BY_SIZE));
    }
  }

  @Nested
  class SsmVariableStore extends VariableStoreContract {
    @Override
    protected Stores stores() {
      return AwsStoreContracts.this.stores();
    }

    @Override
    protected Stores reopen() {
      return others();
    }
  }
}
